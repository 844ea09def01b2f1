// Whether another form of the body was signed than the one that arrived.

import { bodyVariants } from './body-variants.ts'
import type { Cause, Reason, Variant } from './cause.ts'
import type { Mismatch } from './trial.ts'

export interface BodySearch {
  /** Tries some more of the forms, the likeliest first. */
  next(count: number): Cause | undefined
}

export function searchBodies({ request, budget, trial }: Mismatch): BodySearch {
  const { body } = request.evidence
  if (!trial.coversBody) return { next: () => undefined }
  const isTooLarge = body.length > budget.maxBodyBytes
  if (isTooLarge) budget.cut()
  // Reading JSON takes as long as hashing eight times as much.
  if (isTooLarge || !budget.take(8 * body.length)) return { next: () => undefined }
  const variants = bodyVariants(body, budget.maxBodyBytes)
  return {
    next(count) {
      for (let tried = 0; tried < count && !budget.isCut; tried++) {
        const { value, done } = variants.next()
        if (done) return undefined
        const fitting = trial.fittingBody(value.body)
        if (fitting) return causeOf(value)
      }
      return undefined
    },
  }
}

function causeOf({ reason, words }: Variant): Cause {
  const remedy = 'Sign the very bytes that are sent, and pass a raw body on as it is.'
  return {
    reason,
    detail: `The signature fits this body ${words}: ${happenings[reason] ?? 'it was parsed and written anew'} after it was signed. ${remedy}`,
  }
}

const happenings: Partial<Record<Reason, string>> = {
  'signed-with-newline': 'that was lost',
  'signed-without-newline': 'that was added',
  'signed-crlf': 'its line ends were changed',
  'signed-lf': 'its line ends were changed',
  'signed-charset': 'it was encoded anew',
}
