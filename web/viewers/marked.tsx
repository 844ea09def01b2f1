// A piece of the text with what was found in it marked; of a very long one the beginning, and what is around the match.

import type { ComponentChildren } from 'preact'
import type { Matches } from '../text/find-text.ts'
import { formatSize } from '../text/format-size.ts'
import { firstAbove } from '../text/sorted.ts'

export interface Marks {
  readonly matches: Matches
  /** The match one is at. */
  readonly index: number
}

/** A line of a megabyte freezes any browser. */
const longest = 2_000
const aroundMatch = 300

/** `start` is where the piece begins in the text that was searched. */
export function marked(text: string, start: number, marks: Marks): ComponentChildren {
  if (text.length <= longest) return markRange(text, start, 0, text.length, marks)
  const current = (marks.matches.starts[marks.index] ?? 0) - start
  const isFar = current >= longest && current < text.length
  const from = Math.max(longest, current - aroundMatch)
  return (
    <>
      {markRange(text, start, 0, longest, marks)}
      {isFar && (
        <>
          {from > longest && ' … '}
          {markRange(text, start, from, Math.min(text.length, from + longest), marks)}
        </>
      )}
      <span class="muted">… ({formatSize(text.length)} in all, see Raw)</span>
    </>
  )
}

function markRange(
  text: string,
  start: number,
  from: number,
  to: number,
  { matches: { starts, ends }, index }: Marks,
): ComponentChildren {
  let at = from
  let match = firstAbove(ends, start + from)
  if ((starts[match] ?? Number.POSITIVE_INFINITY) >= start + to) return text.slice(from, to)
  const pieces: ComponentChildren[] = []
  for (; (starts[match] ?? Number.POSITIVE_INFINITY) < start + to; match += 1) {
    const matchFrom = Math.max(from, (starts[match] ?? 0) - start)
    const matchTo = Math.min(to, (ends[match] ?? 0) - start)
    if (matchFrom > at) pieces.push(text.slice(at, matchFrom))
    pieces.push(
      <mark class={match === index ? 'is-current' : ''} key={match}>
        {text.slice(matchFrom, matchTo)}
      </mark>,
    )
    at = matchTo
  }
  if (at < to) pieces.push(text.slice(at, to))
  return pieces
}
