// Says what a body is as far as comparing goes, and reads it.

import { layOutJson } from '../json-layout.ts'
import type { JsonText } from '../json-tokens.ts'
import { layOutNdjson, looksLikeNdjson } from '../ndjson.ts'
import { mediaType, readText } from '../read-text.ts'

export interface BodySide {
  readonly bytes: Uint8Array
  readonly contentType: string | null
}

export type ReadBody =
  | { readonly kind: 'empty' }
  | { readonly kind: 'json'; readonly text: string; readonly json: JsonText }
  | { readonly kind: 'form' | 'xml'; readonly text: string }
  | { readonly kind: 'multipart'; readonly boundary: string; readonly text: string | undefined }
  /** `fault` is why it is not the JSON it says it is. */
  | { readonly kind: 'text'; readonly text: string; readonly fault?: string }
  | { readonly kind: 'binary' }

export const bodyKindNames: Readonly<Record<ReadBody['kind'], string>> = {
  empty: 'empty',
  json: 'JSON',
  form: 'a form',
  xml: 'XML',
  multipart: 'multipart',
  text: 'plain text',
  binary: 'binary',
}

export function readBody({ bytes, contentType }: BodySide): ReadBody {
  if (bytes.length === 0) return { kind: 'empty' }
  const type = mediaType(contentType)
  const text = readText(bytes, contentType)
  const [, boundary] = /;\s*boundary\s*=\s*"?([^";]+)/i.exec(contentType ?? '') ?? []
  if (type.startsWith('multipart/') && boundary) {
    return { kind: 'multipart', boundary: boundary.trim(), text }
  }
  if (text === undefined) return { kind: 'binary' }
  if (type === 'application/x-www-form-urlencoded') return { kind: 'form', text }
  const isNamedJson = /[/+]json$/.test(type)
  if (isNamedJson || /^\uFEFF?\s*[[{]/.test(text)) {
    try {
      return { kind: 'json', text, json: { text, layout: layOutJson(text) } }
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error
      if (looksLikeNdjson(text))
        return { kind: 'json', text, json: { text, layout: layOutNdjson(text) } }
      return isNamedJson ? { kind: 'text', text, fault: error.message } : { kind: 'text', text }
    }
  }
  return /[/+]xml$/.test(type) || /^\uFEFF?\s*<\?xml/.test(text)
    ? { kind: 'xml', text }
    : { kind: 'text', text }
}
