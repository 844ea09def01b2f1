import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { createArrivalRate } from '../../web/state/arrival-rate.ts'

const noon = Date.UTC(2026, 10, 21, 12)

// Only the time counts.
const arrived = (receivedAt: number) => ({ receivedAt }) as RequestSummary

test('the last minute counts, what came before the page was opened too', () => {
  const now = signal(noon)
  const { rate, captured } = createArrivalRate(now, [
    arrived(noon - 10_000),
    arrived(noon - 70_000),
  ])

  const before = rate.value
  captured([arrived(noon), arrived(noon)])
  const after = rate.value
  now.value += 55_000
  const later = rate.value
  now.value += 10_000

  expect(before).toEqual({ count: 1, per: 'minute' })
  expect(after).toEqual({ count: 3, per: 'minute' })
  expect(later).toEqual({ count: 2, per: 'minute' })
  expect(rate.value).toBeNull()
})

test('many are told by the second, as fast as they come now', () => {
  const now = signal(noon)
  const { rate, captured } = createArrivalRate(now, [])

  for (let second = 0; second < 10; second += 1) {
    captured(Array.from({ length: second < 5 ? 10 : 40 }, () => arrived(now.value)))
    now.value += 1000
  }

  expect(rate.value).toEqual({ count: 40, per: 'second' })
})
