// Every form of a body that might have been signed instead of it, the likeliest first and no text twice.

import { isUtf8 } from 'node:buffer'
import type { Variant } from './cause.ts'
import { charsetVariants } from './charsets.ts'
import { formVariants } from './form-variants.ts'
import { jsonVariants, type TextVariant } from './json-variants.ts'
import { type LineEnding, likelyLineEndings, rareLineEndings } from './line-ends.ts'

/** `maxBytes` bounds what is unpacked or written anew. */
export function* bodyVariants(received: Uint8Array, maxBytes: number): Generator<Variant> {
  const body = Buffer.from(received.buffer, received.byteOffset, received.byteLength)
  // Bytes that are no UTF-8 are moved about one by one, so that none is lost.
  const encoding = isUtf8(body) ? 'utf8' : 'latin1'
  const text = body.toString(encoding)
  const seen = new Set([text])

  function* unseen(variants: Iterable<TextVariant>): Generator<Variant> {
    for (const { reason, words, text: other } of variants) {
      if (seen.has(other)) continue
      seen.add(other)
      yield { reason, words, body: Buffer.from(other, encoding) }
    }
  }

  const ended = (endings: readonly LineEnding[]) =>
    unseen(endings.map(({ apply, ...rest }) => ({ ...rest, text: apply(text) })))

  yield* ended(likelyLineEndings)
  const json = jsonVariants(text, maxBytes)
  if (json) yield* unseen(json.common)
  yield* ended(rareLineEndings)
  yield* charsetVariants(body, maxBytes)
  yield* unseen(formVariants(text))
  if (json) yield* unseen(json.rare)
}
