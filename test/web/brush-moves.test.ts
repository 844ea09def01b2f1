import fc from 'fast-check'
import { expect, test } from 'vitest'
import { draggedSpan, steppedSpan, stepsOf } from '../../web/views/timeline/brush-moves.ts'

const bucketMs = 1000
const bars = { from: 0, to: 100_000, bucketMs }

test('a drag takes whole bars, in either direction', () => {
  const rightwards = draggedSpan(undefined, undefined, 10_500, bucketMs)

  expect(rightwards(12_100)).toEqual({ from: 10_000, before: 13_000 })
  expect(rightwards(8_900)).toEqual({ from: 8_000, before: 11_000 })
})

test('the edge that is not held stays where it was, though the held one is dragged past it', () => {
  const shown = { from: 10_250, before: 20_250 }

  const start = draggedSpan(shown, 'from', 10_250, bucketMs)

  expect(start(15_500)).toEqual({ from: 15_000, before: 20_250 })
  expect(start(30_500)).toEqual({ from: 20_250, before: 31_000 })
})

test('however it is moved, a time stays within what is shown and holds a bar at least', () => {
  const move = fc.record({
    edge: fc.constantFrom('from', 'before'),
    key: fc.constantFrom('ArrowLeft', 'ArrowRight', 'PageUp', 'PageDown', 'Home', 'End'),
    shiftKey: fc.boolean(),
  })
  fc.assert(
    fc.property(fc.array(move), (moves) => {
      let span = { from: bars.from, before: bars.to }
      for (const { edge, ...pressed } of moves) {
        span = steppedSpan(span, edge, stepsOf(pressed) ?? 0, bars)
        expect(span.from).toBeGreaterThanOrEqual(bars.from)
        expect(span.before).toBeLessThanOrEqual(bars.to)
        expect(span.before - span.from).toBeGreaterThanOrEqual(bucketMs)
      }
    }),
  )
})
