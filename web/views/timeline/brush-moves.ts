// How pointer and keys move the edges of a time: by whole bars, and never past each other.

import type { Span } from '../../../server/wire/filter/time.ts'
import { bucketStart } from '../../../server/wire/timeline.ts'
import type { Bars } from '../../text/timeline-bars.ts'

export type Edge = 'from' | 'before'

/**
 * What a drag that began at `startAt` chooses, by where it is: a time of its own, or `shown` with the edge that is held
 * moved. The other edge stays exactly where it was.
 */
export function draggedSpan(
  shown: Span | undefined,
  held: Edge | undefined,
  startAt: number,
  bucketMs: number,
): (at: number) => Span {
  const endOf = (at: number) => bucketStart(at, bucketMs) + bucketMs
  if (!shown || !held) {
    return (at) => ({
      from: bucketStart(Math.min(startAt, at), bucketMs),
      before: endOf(Math.max(startAt, at)),
    })
  }
  const fixed = held === 'from' ? shown.before : shown.from
  return (at) =>
    at < fixed
      ? { from: Math.min(bucketStart(at, bucketMs), fixed - 1), before: fixed }
      : { from: fixed, before: Math.max(endOf(at), fixed + 1) }
}

/** `span` with one edge moved by so many bars, within what is shown. */
export function steppedSpan(
  span: Span,
  edge: Edge,
  steps: number,
  { from, to, bucketMs }: Pick<Bars, 'from' | 'to' | 'bucketMs'>,
): Span {
  const least = edge === 'from' ? from : span.from + bucketMs
  const most = edge === 'from' ? span.before - bucketMs : to
  const moved = bucketStart(span[edge], bucketMs) + steps * bucketMs
  return { ...span, [edge]: Math.min(most, Math.max(least, moved)) }
}

/** How far a key moves a slider; undefined for keys that do not. */
export function stepsOf({ key, shiftKey }: Pick<KeyboardEvent, 'key' | 'shiftKey'>) {
  const far = shiftKey ? 10 : 1
  switch (key) {
    case 'ArrowLeft':
    case 'ArrowDown':
      return -far
    case 'ArrowRight':
    case 'ArrowUp':
      return far
    case 'PageDown':
      return -10
    case 'PageUp':
      return 10
    case 'Home':
      return Number.NEGATIVE_INFINITY
    case 'End':
      return Number.POSITIVE_INFINITY
    default:
      return undefined
  }
}
