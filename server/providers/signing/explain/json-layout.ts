// JSON written in another layout, every number, string and duplicate key kept as it stands. Nothing here recurses.

export interface Layout {
  /** Of each level; empty for one line. */
  readonly indent: string
  readonly colon: ':' | ': '
  readonly comma: ',' | ', '
}

export const minified: Layout = { indent: '', colon: ':', comma: ',' }
export const spaced: Layout = { indent: '', colon: ': ', comma: ', ' }
export const indented = (indent: string): Layout => ({ indent, colon: ': ', comma: ',' })

/** What stands in the text besides white space; the text is known to be JSON. */
export function lexemesOf(text: string): readonly string[] {
  const lexemes: string[] = []
  for (let at = 0; at < text.length; ) {
    const char = text.charAt(at)
    if (isSpace(char)) {
      at++
      continue
    }
    const end = endOfLexeme(text, at, char)
    lexemes.push(text.slice(at, end))
    at = end
  }
  return lexemes
}

/** How many objects and arrays stand in one another. */
export function depthOf(lexemes: readonly string[]): number {
  let deepest = 0
  let depth = 0
  for (const lexeme of lexemes) {
    if (isOpener(lexeme)) deepest = Math.max(deepest, ++depth)
    else if (isCloser(lexeme)) depth--
  }
  return deepest
}

/** Undefined when it would be longer than that: each level of a deep nesting adds to every line in it. */
export function layOut(
  lexemes: readonly string[],
  { indent, colon, comma }: Layout,
  maxChars: number,
): string | undefined {
  let text = ''
  let depth = 0
  let lineEnd = indent === '' ? '' : '\n'
  const deepen = (by: 1 | -1) => {
    depth += by
    if (indent !== '') lineEnd = `\n${indent.repeat(depth)}`
  }
  for (let index = 0; index < lexemes.length; index++) {
    const lexeme = lexemes[index] ?? ''
    if (text.length + lineEnd.length > maxChars) return undefined
    if (isOpener(lexeme)) {
      deepen(1)
      text += isCloser(lexemes[index + 1]) ? lexeme : lexeme + lineEnd
    } else if (isCloser(lexeme)) {
      deepen(-1)
      text += isOpener(lexemes[index - 1]) ? lexeme : lineEnd + lexeme
    } else if (lexeme === ',') text += comma + lineEnd
    else text += lexeme === ':' ? colon : lexeme
  }
  return text
}

const isSpace = (char: string) => char === ' ' || char === '\n' || char === '\r' || char === '\t'
const isOpener = (lexeme: string | undefined) => lexeme === '{' || lexeme === '['
const isCloser = (lexeme: string | undefined) => lexeme === '}' || lexeme === ']'

function endOfLexeme(text: string, start: number, char: string): number {
  if (char === '"') return endOfString(text, start)
  if ('{}[],:'.includes(char)) return start + 1
  let end = start + 1
  while (end < text.length && !isSpace(text.charAt(end)) && !',]}'.includes(text.charAt(end))) end++
  return end
}

function endOfString(text: string, start: number): number {
  for (let quote = text.indexOf('"', start + 1); quote >= 0; quote = text.indexOf('"', quote + 1)) {
    let before = quote - 1
    while (text.charAt(before) === '\\') before--
    const isEscaped = (quote - before) % 2 === 0
    if (!isEscaped) return quote + 1
  }
  return text.length
}
