// Cuts a multipart body into its parts byte by byte (RFC 2046 §5.1), content untouched, however hostile.

import { headerParameter } from './header-parameter.ts'

export interface Part {
  /** In the order sent, names as they were written. */
  readonly headers: readonly (readonly [name: string, value: string])[]
  readonly name: string | undefined
  readonly fileName: string | undefined
  readonly contentType: string | null
  readonly bytes: Uint8Array
  /** The body ends before the boundary that would close this part. */
  readonly isCut: boolean
}

const cr = 0x0d
const lf = 0x0a
const dash = 0x2d
/** No part's headers are longer; more is a part without any. */
const longestHeader = 65_536

/** At most `most` of them, in order. Throws when no part begins. */
export function readParts(body: Uint8Array, boundary: string, most = 5_000): Part[] {
  // Each byte one character, so that offsets in both are the same.
  const text = new TextDecoder('latin1').decode(body)
  const delimiter = `--${latin1(boundary)}`
  const marks = findDelimiters(body, text, delimiter, most + 1)
  if (!marks.some(({ isLast }) => !isLast)) {
    throw new SyntaxError(`Not a multipart body: the boundary --${boundary} begins no part in it.`)
  }
  const parts: Part[] = []
  marks.every(({ after, isLast }, index) => {
    if (isLast || index === most) return false
    const next = marks[index + 1]
    parts.push(readPart(body, text, after, next?.start ?? body.length, next === undefined))
    return true
  })
  return parts
}

interface Mark {
  /** Where the line break before it begins, which belongs to it. */
  readonly start: number
  readonly after: number
  readonly isLast: boolean
}

/** Only at the beginning of a line, and followed by nothing but white space. */
function findDelimiters(body: Uint8Array, text: string, delimiter: string, most: number): Mark[] {
  const marks: Mark[] = []
  for (let at = text.indexOf(delimiter); at >= 0; at = text.indexOf(delimiter, at + 1)) {
    if (at > 0 && body[at - 1] !== lf) continue
    let after = at + delimiter.length
    const isLast = body[after] === dash && body[after + 1] === dash
    if (isLast) after += 2
    while (body[after] === 0x20 || body[after] === 0x09) after += 1
    if (body[after] === cr) after += 1
    if (body[after] !== lf && after < body.length && !isLast) continue
    const start = at - (at > 0 ? 1 : 0) - (body[at - 2] === cr ? 1 : 0)
    marks.push({ start, after: Math.min(after + 1, body.length), isLast })
    if (isLast || marks.length === most) break
  }
  return marks
}

function readPart(
  body: Uint8Array,
  text: string,
  start: number,
  nextStart: number,
  isCut: boolean,
): Part {
  const end = Math.max(start, nextStart)
  const { head, contentStart } = splitHead(text, start, end)
  const headers = readHeaders(new TextDecoder().decode(body.subarray(start, start + head)))
  const find = (wanted: string) => headers.find(([name]) => name.toLowerCase() === wanted)?.[1]
  const disposition = find('content-disposition') ?? ''
  return {
    headers,
    name: headerParameter(disposition, 'name'),
    fileName: extendedName(disposition) ?? headerParameter(disposition, 'filename'),
    contentType: find('content-type') ?? null,
    bytes: body.subarray(contentStart, end),
    isCut,
  }
}

function splitHead(text: string, start: number, end: number) {
  // A part may have no headers at all: then an empty line comes first.
  const [first] = /^\r?\n/.exec(text.slice(start, start + 2)) ?? []
  if (first) return { head: 0, contentStart: Math.min(start + first.length, end) }
  const found = /\r?\n\r?\n/.exec(text.slice(start, Math.min(end, start + longestHeader)))
  if (!found) return { head: end - start <= longestHeader ? end - start : 0, contentStart: end }
  return { head: found.index, contentStart: start + found.index + found[0].length }
}

function readHeaders(text: string): (readonly [string, string])[] {
  return text
    .replace(/\r?\n[ \t]+/g, ' ')
    .split(/\r?\n/)
    .filter((line) => line !== '')
    .map((line) => {
      const colon = line.indexOf(':')
      return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).trim()]
    })
}

/** `filename*=UTF-8''na%C3%AFve.txt` (RFC 8187). */
function extendedName(header: string): string | undefined {
  const [, value] = /;\s*filename\*\s*=\s*utf-8'[^']*'([^\s;]+)/i.exec(header) ?? []
  try {
    return value && decodeURIComponent(value)
  } catch {
    return undefined
  }
}

function latin1(text: string): string {
  return String.fromCharCode(...new TextEncoder().encode(text))
}
