// What each key finds in a request, as texts: shared by whatever reads requests and whatever reads database rows.

import type { HeaderPair, ProviderMatch, SignatureCheck } from '../requests.ts'
import { filterBounds } from './syntax.ts'

/** The bin's own URL has an empty path, which nobody would ask for. */
export function pathTexts(path: string): readonly string[] {
  return [path === '' ? '/' : path]
}

/** `application/cloudevents+json; charset=utf-8`, then without parameters, then `cloudevents+json`, then `json`. */
export function contentTypeTexts(contentType: string | null): readonly string[] {
  if (contentType === null) return []
  const [essence = ''] = contentType.split(';', 1)
  const media = essence.trim()
  const subtype = media.slice(media.indexOf('/') + 1)
  return [contentType, media, subtype, subtype.slice(subtype.lastIndexOf('+') + 1)]
}

export function providerTexts(provider: ProviderMatch | null): readonly string[] {
  return provider === null ? [] : [provider.id, provider.label]
}

export function eventTexts(provider: ProviderMatch | null): readonly string[] {
  return provider === null || provider.event === null ? [] : [provider.event]
}

export function signatureTexts(signature: SignatureCheck | null): readonly string[] {
  if (signature === null) return []
  const { verdict, reason } = signature
  return reason === null ? [verdict] : [verdict, reason]
}

/** The values of one query parameter, decoded as forms are; what does not decode stays as it is. */
export function queryTexts(query: string, name: string): readonly string[] {
  if (query === '') return []
  const values: string[] = []
  for (const pair of query.split('&')) {
    const cut = pair.indexOf('=')
    const end = cut < 0 ? pair.length : cut
    if (decoded(pair.slice(0, end)) === name) values.push(decoded(pair.slice(end + 1)))
  }
  return values
}

export function headerTexts(headers: readonly HeaderPair[], name: string): readonly string[] {
  const values: string[] = []
  for (const [key, value] of headers) {
    if (key.length === name.length && key.toLowerCase() === name) values.push(value)
  }
  return values
}

/** A raw path or query, and what it says when decoded. */
export function rawAndDecoded(raw: string): readonly string[] {
  const plain = decoded(raw)
  return plain === raw ? [raw] : [raw, plain]
}

/** The part of a body that filters look at. */
export function bodyText(body: Uint8Array): string {
  return decoder.decode(body.subarray(0, filterBounds.bodyBytes))
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Leaves what does not decode as it is. */
function decoded(text: string): string {
  return text.replaceAll('+', ' ').replace(/(?:%[0-9a-f]{2})+/gi, (escapes) => {
    try {
      return decodeURIComponent(escapes)
    } catch {
      return escapes
    }
  })
}
