// What is said when nothing that was tried fits: what that was, and the most useful next step.

import type { SignatureCheck } from '../../../wire/requests.ts'
import type { CheckOptions } from '../check.ts'
import type { Claim } from '../scheme.ts'
import type { Mismatch } from './trial.ts'

export function explainUnknown(mismatch: Mismatch): SignatureCheck {
  const { budget, options } = mismatch
  const isProvisional = budget.isCut && isInline(options)
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail: `${whatFailed(mismatch)} ${nextStep(mismatch)}`,
    ...(isProvisional ? { isProvisional } : {}),
  }
}

function isInline({ effort }: CheckOptions): boolean {
  return effort !== 'thorough'
}

function kindOf({ proof }: Claim): 'secret' | 'key' {
  return proof.type === 'secret' ? 'secret' : 'key'
}

function whatFailed({ claim, trial, options, budget }: Mismatch): string {
  const held = options.credentials.length
  const kind = kindOf(claim)
  const secret =
    held > 1 ? `any of the ${held} ${kind}s this bin holds` : `the ${kind} this bin holds`
  if (trial.received.length === 0) return 'It says of itself that it belongs to another body.'
  if (!trial.coversBody) return `The proof it carries does not fit ${secret}, however that is read.`
  if (budget.isCut && isInline(options)) {
    return `The signature was not made over this body with ${secret}; not every cause has been tried yet.`
  }
  if (budget.isCut) {
    return `The signature was not made over this body with ${secret}; it is too large to try all that might be the cause.`
  }
  const forms = `however the body${trial.coversUrl ? ', the URL' : ''} or the ${kind} is written`
  return `The signature was not made over this body with ${secret}, ${forms}.`
}

/** What the request gives away, or else where the right secret is. */
function nextStep({ provider, claim, request, options }: Mismatch): string {
  const { evidence } = request
  const suspicion = provider.suspicion?.(evidence)
  if (suspicion) return suspicion
  const stated = Number(evidence.headers.get('content-length') ?? Number.NaN)
  if (stated !== evidence.body.length && Number.isSafeInteger(stated)) {
    return `Its Content-Length is ${stated}, but the body has ${evidence.body.length} bytes: it is not the one that was sent.`
  }
  const flaw = options.credentials.flatMap(({ secret }) => provider.secretFlaw?.(secret) ?? [])[0]
  if (flaw) return flaw
  const [field] = provider.fields
  const where = field ? ` Where to find «${field.label}»: ${field.hint}` : ''
  return `Most likely it was made with another ${kindOf(claim)} at ${provider.label}.${where}`
}
