// Verdicts and warnings in sentences: for the request that is open, not for rows.

import { assertNever } from '../../server/wire/assert-never.ts'
import type { RequestSummary, Verdict } from '../../server/wire/requests.ts'
import type { Tone } from './describe.ts'

export interface Headline {
  readonly tone: Tone
  readonly text: string
}

const verdictHeadlines: Record<Verdict, Headline> = {
  valid: { tone: 'ok', text: 'The signature is valid.' },
  mismatch: { tone: 'bad', text: 'The signature does not fit this body.' },
  stale: { tone: 'warn', text: 'The signature is right, but too old.' },
  malformed: { tone: 'bad', text: 'The signature header cannot be read.' },
  unverifiable: { tone: 'muted', text: 'The signature cannot be checked here.' },
  unsigned: { tone: 'muted', text: 'The request is not signed.' },
  'no-secret': { tone: 'muted', text: 'The signature was not checked.' },
}

export function verdictHeadline(verdict: Verdict): Headline {
  return verdictHeadlines[verdict]
}

/** What is wrong with a request, first of all; undefined when nothing is. */
export function warningOf(
  request: RequestSummary,
): (Headline & { detail: string | null | undefined }) | undefined {
  const { signature, reason } = request
  const state = stateHeadline(request)
  if (state) return { ...state, detail: reason }
  const verdict = signature && verdictHeadline(signature.verdict)
  if (verdict?.tone !== 'bad' && verdict?.tone !== 'warn') return undefined
  return { ...verdict, detail: signature?.detail }
}

export function stateHeadline({ state }: RequestSummary): Headline | undefined {
  switch (state) {
    case 'complete':
      return undefined
    case 'too-large':
      return { tone: 'bad', text: 'The body was larger than this bin takes.' }
    case 'aborted':
      return { tone: 'bad', text: 'The sender hung up before the request was complete.' }
    case 'malformed':
      return { tone: 'bad', text: 'This was not valid HTTP.' }
    default:
      return assertNever(state)
  }
}
