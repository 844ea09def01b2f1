// What a report's tables say of an event and of an attempt, in a few words each.

import { gap } from '../../durations.ts'
import type { Outcome, RedirectSeen, RetryAfterSeen } from './retry-report.ts'

export function outcomeText(outcome: Outcome): string {
  const { type, attempts } = outcome
  switch (type) {
    case 'succeeded': {
      const again = outcome.duplicates > 0 ? `, then came ${outcome.duplicates} more` : ''
      return attempts === 1 ? `succeeded at once${again}` : `succeeded after ${attempts}${again}`
    }
    case 'stopped':
      return `stopped at ${outcome.answer}`
    case 'gave-up':
      return attempts === 1 ? 'not tried again' : `gave up after ${attempts}`
    case 'open':
      return outcome.expectedMs === null
        ? `may be tried again (${gap(outcome.silentMs)} ago)`
        : `next expected after ${gap(outcome.expectedMs)} (${gap(outcome.silentMs)} ago)`
  }
}

/** `2 s: honoured, 40 ms later`. */
export function retryAfterText({ value, ms, isHonoured, lateMs }: RetryAfterSeen): string {
  if (value === null) return 'not known'
  const asked = ms === null ? value : gap(Math.max(0, ms))
  if (isHonoured === null || lateMs === null) return asked
  if (!isHonoured) return `${asked}: ${gap(-lateMs)} early`
  return `${asked}: honoured${lateMs > 100 ? `, ${gap(lateMs)} later` : ''}`
}

/** `followed: #12`; what follows the status of a redirect. */
export function redirectText({ followed, seq }: RedirectSeen): string {
  switch (followed) {
    case 'yes':
      return `followed: #${seq}`
    case 'no':
      return 'not followed'
    case 'elsewhere':
      return 'to elsewhere, which cannot be seen from here'
    case 'untold':
      return 'whether it was followed cannot be told'
  }
}
