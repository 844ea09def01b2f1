// What each attempt was answered, as its sender saw it: when, whether it was taken for a success, and what it asked for.

import type { AnswerRecord, RequestSummary } from '../../requests.ts'
import { mostHeldMs, mostPassThroughMs } from '../rules.ts'

/**
 * When the sender had its answer, gave up waiting or was cut off; undefined where that is not known, as it may be waiting
 * still or Hooklens was killed meanwhile.
 */
export function answeredAt({ receivedAt, response }: RequestSummary): number | undefined {
  if (!response) return undefined
  const { ms, delayMs = 0, drip, end, gaveUpAfterMs, heldMs } = response
  const known = gaveUpAfterMs ?? heldMs
  if (known !== undefined) return receivedAt + ms + known
  return drip || end === 'hang' ? undefined : receivedAt + ms + delayMs
}

/** When a record stops to say only what is meant to be sent; undefined where it tells what was. */
export function settlesAt({ receivedAt, response }: RequestSummary): number | undefined {
  if (!response || response.gaveUpAfterMs !== undefined || response.heldMs !== undefined) {
    return undefined
  }
  const { ms, delayMs = 0, drip, end, passThrough } = response
  // What the sender gets depends on a relay, which has at most so long.
  if (passThrough?.outcome === 'asked') return receivedAt + ms + mostPassThroughMs + delayMs
  if (drip || end === 'hang') return receivedAt + ms + mostHeldMs
  return delayMs === 0 ? undefined : receivedAt + ms + delayMs
}

/** As it is known by `now`: an answer that is not out yet is one that has not come so far. */
export function soFar(request: RequestSummary, now: number): RequestSummary {
  const { response } = request
  if (!response || now >= (settlesAt(request) ?? now)) return request
  return { ...request, response: { ...response, status: null, end: 'hang' } }
}

/** In a word or two: `500`, `200, gave up waiting`, `reset`. */
export function answerText(response: AnswerRecord | null): string {
  if (!response) return 'not answered'
  const { by, status, end, gaveUpAfterMs } = response
  const code = status === null ? undefined : String(status)
  if (by === 'hooklens') return `${code} by Hooklens`
  if (gaveUpAfterMs !== undefined) return end === 'hang' || !code ? 'no answer' : `${code} too late`
  switch (end) {
    case 'hang':
      return 'no answer'
    case 'reset':
      return 'reset'
    case 'reset-during':
    case 'truncate':
      return `${code ?? '?'} cut short`
    case 'reset-after':
      return `${code ?? '?'} then reset`
    case undefined:
      return code ?? 'not answered'
  }
}

/** Whether the sender had a whole answer that says that all is well. */
export function isSuccess(response: AnswerRecord | null): boolean {
  if (!response || response.gaveUpAfterMs !== undefined || response.end !== undefined) return false
  return response.status !== null && response.status >= 200 && response.status < 300
}

const worthTrying: ReadonlySet<number> = new Set([408, 425, 429])

/** Whether a sender does well to stop: it asked for what will never be. */
export function isFinal(response: AnswerRecord | null): boolean {
  if (!response || response.gaveUpAfterMs !== undefined) return false
  const { status, end } = response
  if (status === null) return false
  // All of a success came, or as good as all: many look no further than its status.
  if (status < 300) return end !== undefined
  return status < 500 && !worthTrying.has(status)
}

/** Milliseconds from `from` on that a Retry-After asks for (RFC 9110, 10.2.3); undefined where it is no such value. */
export function retryAfterMs(value: string, from: number): number | undefined {
  const text = value.trim()
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1000
  // Dates are read leniently, but a bare number with a sign or a fraction is none.
  const date = /[a-z]/i.test(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(date) ? undefined : date - from
}
