// Finds a plain text in a larger one, as positions.

export interface FindQuery {
  readonly text: string
  readonly isCaseSensitive: boolean
  /** In JSON the white space around a colon is layout: it need not be as it was sent. */
  readonly isJson: boolean
}

export interface Matches {
  /** In the order of the text. */
  readonly starts: Uint32Array<ArrayBuffer>
  readonly ends: Uint32Array<ArrayBuffer>
  /** There are more than are looked for. */
  readonly isMore: boolean
}

export const noMatches: Matches = {
  starts: new Uint32Array(),
  ends: new Uint32Array(),
  isMore: false,
}

const mostMatches = 100_000

export function findText(text: string, query: FindQuery, most = mostMatches): Matches {
  if (query.text === '') return noMatches
  const pattern = patternOf(query)
  const found: number[] = []
  let isMore = false
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    if (found.length === most * 2) {
      isMore = true
      break
    }
    found.push(match.index, pattern.lastIndex)
  }
  return {
    starts: Uint32Array.from({ length: found.length / 2 }, (_, index) => found[index * 2] ?? 0),
    ends: Uint32Array.from({ length: found.length / 2 }, (_, index) => found[index * 2 + 1] ?? 0),
    isMore,
  }
}

/** White space is taken only behind or before something that is not: each is then looked at once. */
function patternOf({ text, isCaseSensitive, isJson }: FindQuery): RegExp {
  const parts = isJson ? text.split(/\s*:\s*/) : [text]
  const source = parts.map((part) => part.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'))
  const joined = source.reduce((all, part) => `${all}${all && '\\s*'}:${part && '\\s*'}${part}`)
  return new RegExp(joined, isCaseSensitive ? 'g' : 'gi')
}
