// What each attempt was answered, as its sender saw it: when, whether it was taken for a success, and what it asked for.

import type { AnswerRecord, RequestSummary } from '../../requests.ts'

/** When the sender had its answer or gave up waiting; undefined while it may be waiting still. */
export function answeredAt({ receivedAt, response }: RequestSummary): number | undefined {
  if (!response) return undefined
  const { ms, delayMs = 0, gaveUpAfterMs, end } = response
  if (gaveUpAfterMs !== undefined) return receivedAt + ms + gaveUpAfterMs
  return end === 'hang' ? undefined : receivedAt + ms + delayMs
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
