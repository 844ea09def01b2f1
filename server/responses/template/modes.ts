// How a value is written where it stands: the one place that decides what is escaped.

import { printJson } from './json.ts'

/** Inside JSON, XML or HTML, a header's value, or plain text. */
export type TemplateMode = 'text' | 'json' | 'markup' | 'header'

/** Where in JSON text a tag stands; `escaped` is behind a backslash in a string. */
export type JsonPlace = 'outside' | 'string' | 'escaped'

const quote = 0x22
const backslash = 0x5c

/** Where JSON text leads that begins in `place`. */
export function placeBehind(text: string, place: JsonPlace): JsonPlace {
  let at = place
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index)
    if (at === 'escaped') at = 'string'
    else if (code === quote) at = at === 'string' ? 'outside' : 'string'
    else if (code === backslash && at === 'string') at = 'escaped'
  }
  return at
}

/** The value as text: a string as it is, nothing for null, all others as JSON writes them. */
export function plainText(value: unknown): string {
  if (typeof value === 'string') return value
  return value === null ? '' : printJson(value)
}

/** The value in JSON, so that it is one whatever it holds. */
export function jsonText(value: unknown, place: JsonPlace): string {
  if (place === 'outside') return printJson(value)
  const inside = JSON.stringify(plainText(value)).slice(1, -1)
  // Before a value, a backslash can only mean itself.
  return place === 'escaped' ? `\\${inside}` : inside
}

export function markupText(value: unknown): string {
  return plainText(value).replace(/[&<>"']/g, (char) => entities[char] ?? char)
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** A header's whole value as Node sends it: a character for a byte, and none that could end the line. */
export function headerText(text: string): string {
  return text
    .replace(controls, ' ')
    .replace(beyondLatin1, (chars) => Buffer.from(chars).toString('latin1'))
    .trim()
}

const controls = /[^\t -~\x80-\u{10ffff}]/gu
const beyondLatin1 = /[\u0100-\uffff]+/g
