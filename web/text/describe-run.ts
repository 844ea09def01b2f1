// Runs in words: how far one is, how it ended, what was sent how.

import { assertNever } from '../../server/wire/assert-never.ts'
import { duration } from '../../server/wire/durations.ts'
import { doneOf, type Run } from '../../server/wire/runs.ts'
import type { Tone } from './describe.ts'

export interface CountText {
  readonly tone: Tone
  readonly icon: 'check' | 'close' | 'warning'
  readonly text: string
}

/** `120 of 500`, `Done: 500 deliveries in 2.3 s`. */
export function runHeadline(run: Run): string {
  const { state, total, createdAt, endedAt } = run
  const ofAll = `${doneOf(run).toLocaleString('en')} of ${total.toLocaleString('en')}`
  switch (state) {
    case 'running':
      return total === 0 ? 'Looking for the requests…' : ofAll
    case 'done':
      if (total === 0) return 'There was nothing to send'
      return `${deliveriesText(total)} in ${duration((endedAt ?? createdAt) - createdAt)}`
    case 'cancelled':
      return `Cancelled after ${ofAll}`
    case 'interrupted':
      return `Interrupted after ${ofAll}: the server stopped`
    case 'failed':
      return `Failed after ${ofAll}`
    default:
      return assertNever(state)
  }
}

/** What came of the deliveries, without the kinds there were none of. */
export function countTexts({ ok, rejected, unanswered, unsent }: Run): readonly CountText[] {
  const all: readonly (readonly [number, Omit<CountText, 'text'>, string])[] = [
    [ok, { tone: 'ok', icon: 'check' }, 'ok'],
    [rejected, { tone: 'bad', icon: 'close' }, 'rejected'],
    [unanswered, { tone: 'bad', icon: 'warning' }, 'unanswered'],
    [unsent, { tone: 'warn', icon: 'warning' }, 'not sent'],
  ]
  return all
    .filter(([count]) => count > 0)
    .map(([count, look, word]) => ({ ...look, text: `${count.toLocaleString('en')} ${word}` }))
}

/** `oldest first, 2 times each, 8 at once`. */
export function howText({ order, times = 1, seed, ...options }: Run['options']): string {
  const { concurrency = 1, delayMs = 0, exact, resign, filter } = options
  return [
    filter === undefined ? 'selected requests' : filter === '' ? 'all requests' : filter,
    ...(order === undefined ? [] : [order.replace('-', ' ')]),
    ...(seed === undefined ? [] : [`seed ${seed}`]),
    ...(times > 1 ? [`${times} times each`] : []),
    ...(concurrency > 1 ? [`${concurrency} at once`] : []),
    ...(delayMs > 0 ? [`${delayMs} ms apart`] : []),
    ...(exact ? ['exact URL'] : []),
    ...(resign ? ['signed anew'] : []),
  ].join(' · ')
}

/** `1 delivery`, `1,200 deliveries`. */
export function deliveriesText(count: number): string {
  return count === 1 ? '1 delivery' : `${count.toLocaleString('en')} deliveries`
}
