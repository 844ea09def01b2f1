// The smallest pieces of a filter's text: quoted texts, regular expressions and words. Knows no keys.

export type Token =
  | { readonly type: 'word'; readonly text: string; readonly from: number; readonly to: number }
  | { readonly type: 'quoted'; readonly text: string; readonly from: number; readonly to: number }
  | {
      readonly type: 'regex'
      readonly source: string
      readonly flags: string
      readonly from: number
      readonly to: number
    }
  /** A quote that never ends. */
  | { readonly type: 'open-quote'; readonly from: number; readonly to: number }

const space = /\s/

/** The piece that begins at `from`; a comma ends a word where `inList`. An empty word when there is none. */
export function readToken(text: string, from: number, inList: boolean): Token {
  const first = text[from]
  if (first === '"') return readQuoted(text, from)
  if (first === '/') return readRegex(text, from, inList) ?? readWord(text, from, inList)
  return readWord(text, from, inList)
}

export function skipSpace(text: string, from: number): number {
  let at = from
  while (at < text.length && isSpace(text[at])) at += 1
  return at
}

/** Whether a piece may end before `char`. */
export function isEnd(char: string | undefined, inList: boolean): boolean {
  return (
    char === undefined || char === '(' || char === ')' || isSpace(char) || (inList && char === ',')
  )
}

export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}

function isSpace(char: string | undefined): boolean {
  return char !== undefined && space.test(char)
}

/** `\"` and `\\` stand for themselves; every other backslash is one. */
function readQuoted(text: string, from: number): Token {
  let value = ''
  for (let at = from + 1; at < text.length; at++) {
    const char = text[at] ?? ''
    if (char === '"') return { type: 'quoted', text: value, from, to: at + 1 }
    const next = text[at + 1]
    const isEscape = char === '\\' && (next === '"' || next === '\\')
    if (isEscape) at += 1
    value += isEscape ? next : char
  }
  return { type: 'open-quote', from, to: text.length }
}

/**
 * A path begins with a slash too: only `/…/` without white space or a slash in between, followed by nothing but
 * flags, is a regular expression. Undefined when it is none.
 */
function readRegex(text: string, from: number, inList: boolean): Token | undefined {
  let at = from + 1
  while (at < text.length && text[at] !== '/') {
    if (text[at] === '\\') at += 1
    else if (isSpace(text[at])) return undefined
    at += 1
  }
  if (at >= text.length || at === from + 1) return undefined
  const source = text.slice(from + 1, at)
  let to = at + 1
  while (/[a-z]/i.test(text[to] ?? '')) to += 1
  if (!isEnd(text[to], inList)) return undefined
  const flags = text.slice(at + 1, to)
  // `/orders/new` is a path: flags are only what could be one.
  if (!/^[ims]{0,3}$/.test(flags)) return undefined
  return { type: 'regex', source, flags: [...new Set(flags)].sort().join(''), from, to }
}

function readWord(text: string, from: number, inList: boolean): Token {
  let to = from
  while (!isEnd(text[to], inList) && text[to] !== '"') to += 1
  return { type: 'word', text: text.slice(from, to), from, to }
}
