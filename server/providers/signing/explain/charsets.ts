// The body in another character encoding, compressed or not: what proxies and text columns do to bytes on their way.

import { isUtf8 } from 'node:buffer'
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib'
import type { Variant } from './cause.ts'

/** `maxBytes` bounds what is unpacked. */
export function* charsetVariants(body: Buffer, maxBytes: number): Generator<Variant> {
  for (const [words, other] of reencoded(body, maxBytes)) {
    if (other) yield { reason: 'signed-charset', words, body: other }
  }
}

function* reencoded(
  body: Buffer,
  maxBytes: number,
): Generator<readonly [words: string, body: Buffer | undefined]> {
  const hasBom = body[0] === 0xef && body[1] === 0xbb && body[2] === 0xbf
  yield hasBom
    ? ['without its byte order mark', body.subarray(3)]
    : ['with a byte order mark in front', Buffer.concat([bom, body])]
  yield ['as it was before it was compressed', unpacked(body, maxBytes)]
  yield ['decoded from base64', fromBase64(body)]
  if (isUtf8(body)) yield* fromUtf8(body)
  else yield* toUtf8(body)
}

function* fromUtf8(body: Buffer): Generator<readonly [words: string, body: Buffer | undefined]> {
  const text = body.toString('utf8')
  if (text.length < body.length) {
    const latin1 = inLatin1(text)
    yield latin1 && isUtf8(latin1)
      ? ['as it was before it was encoded as UTF-8 a second time', latin1]
      : ['in ISO 8859-1 instead of UTF-8', latin1]
    yield ['in Windows-1252 instead of UTF-8', inWindows1252(text)]
    yield ['encoded as UTF-8 twice', Buffer.from(body.toString('latin1'), 'utf8')]
    yield ['with ? for each non-ASCII character', Buffer.from(text.replace(/[^\0-\x7f]/gu, '?'))]
    yield ['with its accents composed (Unicode NFC)', Buffer.from(text.normalize('NFC'))]
    yield ['with its accents decomposed (Unicode NFD)', Buffer.from(text.normalize('NFD'))]
  }
  const utf16 = Buffer.from(text, 'utf16le')
  yield ['in UTF-16', utf16]
  yield ['in UTF-16 with a byte order mark', Buffer.concat([Buffer.from([0xff, 0xfe]), utf16])]
  yield ['in UTF-16, big end first', Buffer.from(utf16).swap16()]
}

function* toUtf8(body: Buffer): Generator<readonly [words: string, body: Buffer | undefined]> {
  const [first = 0, second = 0] = body
  if (first + second === 0xff + 0xfe) {
    const encoding = first === 0xff ? 'utf-16le' : 'utf-16be'
    yield ['in UTF-8 instead of UTF-16', Buffer.from(new TextDecoder(encoding).decode(body))]
  }
  yield ['in UTF-8 instead of ISO 8859-1', Buffer.from(body.toString('latin1'))]
  yield ['in UTF-8 instead of Windows-1252', Buffer.from(windows1252.decode(body))]
  yield [
    'read as UTF-8, which it is not, with U+FFFD for what could not be read',
    Buffer.from(body.toString('utf8')),
  ]
}

const bom = Buffer.from([0xef, 0xbb, 0xbf])
const windows1252 = new TextDecoder('windows-1252')
const bytes80To9f = Buffer.from(Array.from({ length: 32 }, (_, index) => 0x80 + index))
/** The characters of the bytes 0x80 to 0x9f, where it differs from ISO 8859-1. */
const windowsChars = windows1252.decode(bytes80To9f)

function inLatin1(text: string): Buffer | undefined {
  return /^[\0-\xff]*$/.test(text) ? Buffer.from(text, 'latin1') : undefined
}

function inWindows1252(text: string): Buffer | undefined {
  const latin1 = text.replace(/[^\0-\xff]/g, (char) => {
    const index = windowsChars.indexOf(char)
    return index < 0 ? char : String.fromCharCode(0x80 + index)
  })
  return inLatin1(latin1)
}

function unpacked(body: Buffer, maxOutputLength: number): Buffer | undefined {
  for (const unpack of unpackers(body)) {
    try {
      return unpack(body, { maxOutputLength })
    } catch {
      // Not packed so, or too large: nothing to try.
    }
  }
  return undefined
}

/** By the first bytes; Brotli has no mark, and is tried only where the others are ruled out by not being text. */
function unpackers(body: Buffer) {
  if (body[0] === 0x1f && body[1] === 0x8b) return [gunzipSync]
  if (body[0] === 0x78) return [inflateSync]
  return isUtf8(body) ? [] : [brotliDecompressSync]
}

/** Some gateways hand bodies on like that; short texts only look like it. */
function fromBase64(body: Buffer): Buffer | undefined {
  const text = body.toString('latin1').trim()
  const isBase64 = text.length >= 16 && text.length % 4 === 0 && /^[A-Za-z0-9+/]+={0,2}$/.test(text)
  return isBase64 ? Buffer.from(text, 'base64') : undefined
}
