// How many requests arrive right now, counted by the second over the last minute, by the clock of this page.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { Rate } from '../text/describe-span.ts'

export interface ArrivalRate {
  /** Null when nothing arrived within a minute. */
  readonly rate: ReadonlySignal<Rate | null>
  captured(requests: readonly RequestSummary[]): void
}

const windowSeconds = 60
/** So many a minute are told by the second, of the last few alone. */
const busyPerMinute = 120
const busySeconds = 5

/** `known` are the newest requests from before, descending. */
export function createArrivalRate(
  now: ReadonlySignal<number>,
  known: readonly RequestSummary[],
): ArrivalRate {
  const bySecond = new Map<number, number>()
  const added = signal(0)
  const second = (at: number) => Math.floor(at / 1000)

  function add(at: number, count: number): void {
    bySecond.set(second(at), (bySecond.get(second(at)) ?? 0) + count)
  }

  for (const { receivedAt } of known) {
    if (receivedAt > now.peek() - windowSeconds * 1000) add(receivedAt, 1)
  }

  function within(seconds: number, end: number): number {
    let sum = 0
    for (const [at, count] of bySecond) {
      if (at <= end - windowSeconds) bySecond.delete(at)
      else if (at > end - seconds) sum += count
    }
    return sum
  }

  return {
    rate: computed(() => {
      added.value
      const end = second(now.value)
      const lastMinute = within(windowSeconds, end)
      if (lastMinute === 0) return null
      if (lastMinute < busyPerMinute) return { count: lastMinute, per: 'minute' }
      // The second that runs is not over.
      const count = (within(busySeconds + 1, end) - (bySecond.get(end) ?? 0)) / busySeconds
      return count < 2
        ? { count: lastMinute, per: 'minute' }
        : { count: Math.round(count), per: 'second' }
    }),
    captured(requests) {
      add(now.peek(), requests.length)
      added.value += requests.length
    },
  }
}
