// Requests, verdicts and outcomes in words: the same ones wherever they are shown or spoken.

import { assertNever } from '../../server/wire/assert-never.ts'
import type { Delivery } from '../../server/wire/deliveries.ts'
import { duration } from '../../server/wire/durations.ts'
import type {
  AnswerRecord,
  PassThroughRecord,
  RequestSummary,
  Verdict,
} from '../../server/wire/requests.ts'
import { isBroken, answerTone as toneOfAnswer } from '../../server/wire/tones.ts'

export type Tone = 'ok' | 'bad' | 'warn' | 'muted'

export interface ChipText {
  readonly tone: Tone
  readonly icon: 'check' | 'close' | 'stale' | 'handshake' | 'warning' | 'question' | 'none' | 'key'
  readonly text: string
}

/** The one thing to know about a request in a row; undefined when all is as usual. */
export function chipOf({ state, signature, response }: RequestSummary): ChipText | undefined {
  if (state !== 'complete') return { tone: 'bad', icon: 'warning', text: stateWords[state] }
  const chip = signature && verdictChips[signature.verdict]
  if (response?.by === 'handshake' && (!chip || isCalm(chip))) return handshakeChip
  // That the bin holds no secret is not about the one request.
  return signature?.verdict === 'no-secret' ? undefined : (chip ?? undefined)
}

function isCalm({ tone }: ChipText): boolean {
  return tone === 'ok' || tone === 'muted'
}

const stateWords = { 'too-large': 'too large', aborted: 'aborted', malformed: 'bad HTTP' } as const

export const handshakeChip: ChipText = { tone: 'ok', icon: 'handshake', text: 'handshake' }

/** One look for each verdict, wherever it is shown: no two share a glyph, so that none is told by its colour. */
export const verdictChips: Record<Verdict, ChipText> = {
  valid: { tone: 'ok', icon: 'check', text: 'valid' },
  mismatch: { tone: 'bad', icon: 'close', text: 'mismatch' },
  stale: { tone: 'warn', icon: 'stale', text: 'stale' },
  malformed: { tone: 'bad', icon: 'warning', text: 'malformed' },
  unverifiable: { tone: 'muted', icon: 'question', text: 'unverifiable' },
  unsigned: { tone: 'muted', icon: 'none', text: 'unsigned' },
  'no-secret': { tone: 'muted', icon: 'key', text: 'no secret' },
}

/** `answered 200 by default in 3 ms`. */
export function answerText(response: AnswerRecord | null): string {
  if (!response) return 'nobody was left to answer'
  const { status, end = '' } = response
  const what =
    status === null ? (unanswered[end] ?? 'not answered') : `answered ${shownStatus(response)}`
  return `${what} by ${answeredBy(response)} in ${duration(response.ms)}`
}

const unanswered: Readonly<Record<string, string>> = { hang: 'left hanging', reset: 'reset' }

/** The status, with `…` where not all of the answer came; or what was done in place of it: `hang`, `reset`. */
export function shownStatus(response: AnswerRecord): string {
  const { status, end } = response
  return status === null ? (end ?? 'nothing') : `${status}${isBroken(response) ? '…' : ''}`
}

/** Of a request without an answer too. */
export function answerTone(response: AnswerRecord | null): Tone {
  return response ? toneOfAnswer(response) : 'bad'
}

export function answeredBy({ by, rule }: AnswerRecord): string {
  switch (by) {
    case 'default':
      return 'default'
    case 'handshake':
      return 'handshake'
    case 'relay':
      return 'the relay'
    case 'rule':
      return rule ? `rule “${rule.name}”` : 'a rule'
    case 'hooklens':
      return 'Hooklens itself'
    default:
      return assertNever(by)
  }
}

/** What came of passing the local server's answer through; the record's own sentence says more. */
export function passThroughHeadline({ outcome }: PassThroughRecord): string {
  switch (outcome) {
    case 'answered':
      return 'Your local server answered the sender.'
    case 'no-relay':
      return 'No relay was connected.'
    case 'too-late':
      return 'Your local server was too late.'
    case 'failed':
      return 'No answer of your local server could be passed on.'
    case 'asked':
      return 'Your local server was asked.'
    case 'gave-up':
      return 'The sender did not wait for your local server.'
    default:
      return assertNever(outcome)
  }
}

/** Path and query as they stand below the bin; `/` for the capture URL itself. */
export function shownTarget({ path, query }: RequestSummary): string {
  return (path || '/') + (query ? `?${query}` : '')
}

/** The event where the sender is known, otherwise what was asked for. */
export function titleOf(request: RequestSummary): string {
  const { provider, method } = request
  return provider?.event ?? provider?.label ?? `${method} ${shownTarget(request)}`
}

/** What the title leaves out. */
export function subtitleOf(request: RequestSummary): string {
  const { provider, method, gist, seq } = request
  return `#${seq} ${provider ? `${method} ${shownTarget(request)}` : (gist ?? '')}`
}

export function isFailure({ outcome }: Delivery): boolean {
  return outcome.type === 'error' || outcome.status >= 400
}

/** `200 OK in 38 ms`, or why there was no answer. */
export function outcomeText({ outcome, timings }: Delivery): string {
  if (outcome.type === 'error') return outcome.message
  return `${statusText(outcome.status, outcome.statusText)} in ${duration(timings.totalMs)}`
}

export function statusText(status: number, text: string): string {
  return text ? `${status} ${text}` : String(status)
}

/** `third attempt`; undefined for a first one, which is what one expects. */
export function attemptText(attempt: number | undefined): string | undefined {
  if (attempt === undefined || attempt < 2) return undefined
  const words = ['second', 'third', 'fourth', 'fifth', 'sixth']
  return `${words[attempt - 2] ?? `${attempt}th`} attempt`
}
