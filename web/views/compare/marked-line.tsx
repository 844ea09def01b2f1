// A line of a comparison with its changed words marked, and coloured where it is JSON.

import { inlineRuns, type Run } from '../../text/compare/inline.ts'
import { lineSegments } from '../../text/compare/line-segments.ts'
import { counted } from '../../text/format-size.ts'

export function MarkedLine({ runs, isJson }: { runs: readonly Run[]; isJson: boolean }) {
  return (
    <>
      {lineSegments(runs, isJson).map(({ text, isChanged, look, hidden }, index) => {
        if (hidden !== undefined) {
          return (
            <span class="diff-hidden" key={index}>
              … {counted(hidden, isChanged ? 'more character' : 'equal character')} …
            </span>
          )
        }
        const Tag = isChanged ? 'mark' : 'span'
        return look || isChanged ? (
          <Tag class={look} key={index}>
            {text}
          </Tag>
        ) : (
          text
        )
      })}
    </>
  )
}

export function plainRun(text: string): Run[] {
  return [{ text, isChanged: false }]
}

/** The comma behind a JSON value belongs to what follows it, and says nothing of the value. */
export function changedRuns(left: string, right: string, isJson: boolean) {
  if (!isJson) return inlineRuns(left, right)
  const [one, other] = [withoutComma(left), withoutComma(right)]
  const runs = inlineRuns(one, other)
  return {
    left: [...runs.left, ...plainRun(left.slice(one.length))],
    right: [...runs.right, ...plainRun(right.slice(other.length))],
  }
}

function withoutComma(line: string): string {
  return line.endsWith(',') ? line.slice(0, -1) : line
}
