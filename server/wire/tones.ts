// How a request went, in one of three words: what colours rows and bars. The store's SQL is made of the same lists.

import type { AnswerRecord, RequestSummary, Verdict } from './requests.ts'

/** `bad` wants to be looked at; `warn` may be meant so; `ok` is all the rest. */
export type RequestTone = 'ok' | 'warn' | 'bad'

export const badVerdicts: readonly Verdict[] = ['mismatch', 'malformed']
export const warnVerdicts: readonly Verdict[] = ['stale']
export const badStatus = 500
export const warnStatus = 400

export function toneOf({
  state,
  signature,
  response,
}: Pick<RequestSummary, 'state' | 'signature' | 'response'>): RequestTone {
  const verdict = signature?.verdict
  if (state !== 'complete' || response === null) return 'bad'
  if (verdict && badVerdicts.includes(verdict)) return 'bad'
  const tone = answerTone(response)
  return tone === 'ok' && verdict && warnVerdicts.includes(verdict) ? 'warn' : tone
}

/** An answer that did not come as a whole is not fine, whatever its status. */
export function answerTone(response: AnswerRecord): RequestTone {
  const tone = statusTone(response.status)
  return tone === 'ok' && isBroken(response) ? 'warn' : tone
}

/** Whether it was broken off, or its sender left before the end. */
export function isBroken({ end, gaveUpAfterMs }: AnswerRecord): boolean {
  return end !== undefined || gaveUpAfterMs !== undefined
}

/** None at all is as bad as an error. */
function statusTone(status: number | null): RequestTone {
  if (status === null) return 'bad'
  if (status >= badStatus) return 'bad'
  return status >= warnStatus ? 'warn' : 'ok'
}
