// Lays XML out over lines as text alone: no document is ever made of it, no entity is resolved, nothing is fetched.

export type XmlTokenKind = 'tag' | 'name' | 'value' | 'text' | 'aside'

export interface XmlToken {
  readonly kind: XmlTokenKind
  readonly text: string
}

export interface XmlLine {
  readonly depth: number
  readonly tokens: readonly XmlToken[]
}

interface Tag {
  readonly name: string
  readonly tokens: readonly XmlToken[]
  readonly isEmpty: boolean
  readonly end: number
}

const nameAt = /[^\s<>/="'!?&][^\s<>/="'&]*/y
const attributeAt = /(\s+)([^\s<>/="'&]+)(\s*=\s*)("[^"<]*"|'[^'<]*')/y
const tagEndAt = /\s*(\/?)>/y
const closeTagAt = /<\/([^\s<>/="'&]+)\s*>/y
const looseAmpersand = /&(?!(?:#\d+|#x[\da-f]+|[^\s<>&;#]+);)/i
/** What stands aside of the elements, by how it begins and ends. */
const asides = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const

/** Throws a SyntaxError that says where, when the text is not well-formed. */
export function xmlLines(text: string): XmlLine[] {
  const lines: XmlLine[] = []
  const open: { readonly name: string; readonly at: number }[] = []
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0
  let hasRoot = false

  const add = (tokens: readonly XmlToken[]) => lines.push({ depth: open.length, tokens })

  function takeText(end: number): void {
    const loose = text.slice(at, end).search(looseAmpersand)
    if (loose >= 0) throw complaint(text, at + loose, 'holds a & that begins no entity')
    const found = text.slice(at, end).trim()
    if (found !== '' && open.length === 0) throw complaint(text, at, 'has text outside of the root')
    if (found !== '') {
      for (const line of found.split('\n')) add([{ kind: 'text', text: line.trim() }])
    }
    at = end
  }

  function takeClosing(): void {
    const match = matchAt(closeTagAt, text, at)
    const opened = open.at(-1)
    if (!match || !opened || match[1] !== opened.name) {
      const found = match ? match[0] : 'a broken closing tag'
      const wanted = opened ? `where </${opened.name}> should be` : 'which closes nothing'
      throw complaint(text, at, `holds ${found}, ${wanted}`)
    }
    open.pop()
    const closing: XmlToken = { kind: 'tag', text: match[0] }
    if (!joinToOpening(lines, open.length, closing)) add([closing])
    at += match[0].length
  }

  function takeOpening(): void {
    const tag = readTag(text, at)
    if (open.length === 0 && hasRoot) throw complaint(text, at, 'begins a second root')
    hasRoot = true
    add(tag.tokens)
    if (!tag.isEmpty) open.push({ name: tag.name, at })
    at = tag.end
  }

  while (at < text.length) {
    const next = text.indexOf('<', at)
    takeText(next < 0 ? text.length : next)
    if (next < 0) break
    const end = endOfAside(text, at)
    if (end !== undefined) {
      for (const line of text.slice(at, end).split('\n'))
        add([{ kind: 'aside', text: line.trim() }])
      at = end
    } else if (text[at + 1] === '/') takeClosing()
    else takeOpening()
  }
  const unclosed = open.at(-1)
  if (unclosed) throw complaint(text, unclosed.at, `opens <${unclosed.name}>, which nothing closes`)
  if (!hasRoot) throw new SyntaxError('Not well-formed XML: it holds no element.')
  return lines
}

/** `<a>text</a>` and `<a></a>` stay on one line. */
function joinToOpening(lines: XmlLine[], depth: number, closing: XmlToken): boolean {
  const last = lines.at(-1)
  const before = lines.at(-2)
  if (last?.depth === depth && opens(last)) {
    lines.splice(-1, 1, { depth, tokens: [...last.tokens, closing] })
    return true
  }
  if (last?.tokens[0]?.kind !== 'text' || last.depth !== depth + 1) return false
  if (before?.depth !== depth || !opens(before)) return false
  lines.splice(-2, 2, { depth, tokens: [...before.tokens, ...last.tokens, closing] })
  return true
}

function opens({ tokens }: XmlLine): boolean {
  return tokens[0]?.kind === 'tag' && tokens[0].text[1] !== '/' && tokens.at(-1)?.text === '>'
}

function readTag(text: string, start: number): Tag {
  const name = matchAt(nameAt, text, start + 1)?.[0]
  if (!name) throw complaint(text, start, 'holds a < that begins no tag')
  const tokens: XmlToken[] = [{ kind: 'tag', text: `<${name}` }]
  let at = start + 1 + name.length
  for (;;) {
    const end = matchAt(tagEndAt, text, at)
    if (end) {
      tokens.push({ kind: 'tag', text: `${end[1]}>` })
      return { name, tokens, isEmpty: end[1] === '/', end: at + end[0].length }
    }
    const attribute = matchAt(attributeAt, text, at)
    const [all = '', , key = '', , value = ''] = attribute ?? []
    if (!attribute) throw complaint(text, at, `breaks off inside <${name}>`)
    if (looseAmpersand.test(value)) throw complaint(text, at, 'holds a & that begins no entity')
    tokens.push({ kind: 'name', text: ` ${key}` }, { kind: 'tag', text: '=' })
    tokens.push({ kind: 'value', text: value })
    at += all.length
  }
}

function endOfAside(text: string, start: number): number | undefined {
  for (const [begin, finish] of asides) {
    if (!text.startsWith(begin, start)) continue
    const end = text.indexOf(finish, start + begin.length)
    if (end < 0) throw complaint(text, start, `opens ${begin}, which nothing closes`)
    return end + finish.length
  }
  return text.startsWith('<!DOCTYPE', start) ? endOfDoctype(text, start) : undefined
}

/** It may hold declarations in brackets, and quotes with anything in them. */
function endOfDoctype(text: string, start: number): number {
  let depth = 0
  for (let at = start; at < text.length; at += 1) {
    const char = text[at]
    if (char === '"' || char === "'") {
      at = text.indexOf(char, at + 1)
      if (at < 0) break
    } else if (char === '[') depth += 1
    else if (char === ']') depth -= 1
    else if (char === '>' && depth <= 0) return at + 1
  }
  throw complaint(text, start, 'opens <!DOCTYPE, which nothing closes')
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function complaint(text: string, at: number, what: string): SyntaxError {
  const before = text.slice(0, at)
  const line = before.split('\n').length
  const column = at - before.lastIndexOf('\n')
  return new SyntaxError(`Not well-formed XML: line ${line}, column ${column} ${what}.`)
}
