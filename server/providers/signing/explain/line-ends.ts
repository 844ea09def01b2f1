// The body with other line ends, or another end. Works on text of any encoding that has ASCII in it.

import type { Reason } from './cause.ts'

export interface LineEnding {
  readonly reason: Reason
  readonly words: string
  /** The same text where there is nothing to change. */
  readonly apply: (text: string) => string
}

/** Those that other changes are combined with. */
export const withLf: LineEnding = {
  reason: 'signed-with-newline',
  words: 'with a line feed at its end',
  apply: (text) => `${text}\n`,
}

export const withCrlf: LineEnding = {
  reason: 'signed-with-newline',
  words: 'with CR LF at its end',
  apply: (text) => `${text}\r\n`,
}

export const linesInCrlf: LineEnding = {
  reason: 'signed-crlf',
  words: 'with CR LF at the end of each line',
  apply: (text) => text.replace(/\r?\n/g, '\r\n'),
}

/** The likeliest of all that may have become of a body. */
export const likelyLineEndings: readonly LineEnding[] = [
  {
    reason: 'signed-without-newline',
    words: 'without the line end at its end',
    apply: (text) => text.replace(/\r?\n$/, ''),
  },
  withLf,
  {
    reason: 'signed-lf',
    words: 'with line feeds alone instead of CR LF',
    apply: (text) => text.replaceAll('\r\n', '\n'),
  },
  linesInCrlf,
]

export const rareLineEndings: readonly LineEnding[] = [
  withCrlf,
  {
    reason: 'signed-without-newline',
    words: 'without the white space around it',
    apply: (text) => trimmed(text),
  },
  {
    reason: 'signed-without-newline',
    words: 'without the line end at its end, and with CR LF at that of each other line',
    apply: (text) => linesInCrlf.apply(text.replace(/\r?\n$/, '')),
  },
  {
    reason: 'signed-lf',
    words: 'with line feeds alone, and none at its end',
    apply: (text) => text.replaceAll('\r\n', '\n').replace(/\n$/, ''),
  },
]

/** Not by a pattern, which would look at a long run of spaces once from each of them. */
function trimmed(text: string): string {
  let end = text.length
  while (end > 0 && ' \t\r\n'.includes(text.charAt(end - 1))) end--
  let start = 0
  while (start < end && ' \t\r\n'.includes(text.charAt(start))) start++
  return text.slice(start, end)
}
