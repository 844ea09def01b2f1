// Cuts JSON text into lexemes, strictly by RFC 8259, without turning any of them into a value.

export type LexemeKind = 'punctuation' | 'string' | 'number' | 'keyword' | 'end' | 'bad'

export interface Lexeme {
  readonly kind: LexemeKind
  readonly start: number
  readonly end: number
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.+-])/y
const keyword = /(?:true|false|null)(?!\w)/y
const escaped = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y

/** The lexeme at or after `from`, white space skipped. */
export function nextLexeme(text: string, from: number): Lexeme {
  let start = from
  while (isSpace(text.charCodeAt(start))) start += 1
  if (start >= text.length) return { kind: 'end', start, end: start }
  const char = text[start] ?? ''
  if ('{}[],:'.includes(char)) return { kind: 'punctuation', start, end: start + 1 }
  if (char === '"') {
    const end = endOfString(text, start)
    return end === undefined ? bad(start) : { kind: 'string', start, end }
  }
  for (const [kind, pattern] of [
    ['number', number],
    ['keyword', keyword],
  ] as const) {
    const end = endOfMatch(pattern, text, start)
    if (end !== undefined) return { kind, start, end }
  }
  return bad(start)
}

function endOfString(text: string, start: number): number | undefined {
  let at = start + 1
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code === 0x22) return at + 1
    if (code < 0x20) return undefined
    if (code === 0x5c) {
      const end = endOfMatch(escaped, text, at)
      if (end === undefined) return undefined
      at = end
    } else at += 1
  }
  return undefined
}

function endOfMatch(pattern: RegExp, text: string, start: number): number | undefined {
  pattern.lastIndex = start
  return pattern.test(text) ? pattern.lastIndex : undefined
}

function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function bad(start: number): Lexeme {
  return { kind: 'bad', start, end: start + 1 }
}
