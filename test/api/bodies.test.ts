import {
  brotliCompressSync,
  constants,
  deflateRawSync,
  deflateSync,
  gzipSync,
  zstdCompressSync,
} from 'node:zlib'
import { expect, test } from 'vitest'
import { startTestServer } from '../support/server.ts'

const text = '{"text":"unpacked – äöü"}'

const encodings: readonly (readonly [name: string, encode: (bytes: Uint8Array) => Uint8Array])[] = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['deflate', deflateRawSync],
  ['br', (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 1 } })],
  ['zstd', zstdCompressSync],
]

const aliases: typeof encodings = [
  ['x-gzip', gzipSync],
  ['GZIP', gzipSync],
]

/** Captures a body and fetches it back, as it came and decoded. */
async function captureAndFetch(body: Uint8Array, headers: Record<string, string>) {
  const server = await startTestServer()
  const bin = await server.mint()
  await fetch(bin.captureUrl, { method: 'POST', body: Buffer.from(body), headers })
  const get = async (query: string) => {
    const response = await fetch(`${server.url}/api/bins/${bin.id}/requests/1/body${query}`, {
      headers: { Authorization: `Bearer ${bin.viewKey}` },
    })
    const bytes = Buffer.from(await response.arrayBuffer())
    return { status: response.status, headers: response.headers, bytes }
  }
  return { bin, asCaptured: await get(''), decoded: await get('?decoded=1') }
}

test('[A3] a body is a download that no browser renders, whatever its sender calls it', async () => {
  const html = Buffer.from('<script>alert(1)</script>')

  const { bin, asCaptured, decoded } = await captureAndFetch(html, { 'Content-Type': 'text/html' })

  for (const { status, headers, bytes } of [asCaptured, decoded]) {
    expect(status).toBe(200)
    expect(bytes.equals(html)).toBe(true)
    expect(Object.fromEntries(headers)).toMatchObject({
      'content-type': 'application/octet-stream',
      'content-disposition': `attachment; filename="${bin.id}-1.bin"`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': 'sandbox',
      'cache-control': 'no-store',
    })
  }
})

test.each([
  ...encodings,
  ...aliases,
])('a %s body is kept as it came, and decoded when asked', async (name, encode) => {
  const encoded = Buffer.from(encode(Buffer.from(text)))

  const { asCaptured, decoded } = await captureAndFetch(encoded, { 'Content-Encoding': name })

  expect(asCaptured.bytes.equals(encoded)).toBe(true)
  expect(asCaptured.headers.get('content-encoding')).toBeNull()
  expect(decoded.bytes.toString()).toBe(text)
})

test('encodings that were applied one after the other are undone from the last', async () => {
  const encoded = gzipSync(zstdCompressSync(Buffer.from(text)))

  const { decoded } = await captureAndFetch(encoded, {
    'Content-Encoding': 'identity, zstd , gzip',
  })

  expect(decoded.bytes.toString()).toBe(text)
})

test.each(
  encodings,
)('[A6] a %s body that unpacks to more than 64 MiB is refused in words', async (name, encode) => {
  const bomb = Buffer.from(encode(Buffer.alloc(64 * 1024 ** 2 + 1)))

  const { asCaptured, decoded } = await captureAndFetch(bomb, { 'Content-Encoding': name })

  expect(asCaptured.bytes.equals(bomb)).toBe(true)
  expect(decoded.status).toBe(413)
  expect(JSON.parse(decoded.bytes.toString()).error).toEqual({
    code: 'too-large',
    message: 'Decoded, the body is larger than 64 MiB. Download it as it is.',
  })
})

test.each([
  ['an encoding nobody knows', 'exi', text, "The content encoding 'exi' is not known."],
  ['a name that every object has', 'constructor', text, "'constructor' is not known"],
  ['a body that is not encoded so', 'gzip', text, 'not valid gzip, though its header says so'],
  ['a body cut short', 'zstd', zstdCompressSync(text).subarray(0, -4), 'not valid zstd'],
  ['more layers than anyone sends', 'gzip, gzip, gzip, gzip, gzip', text, 'more than 4 encodings'],
])('[A6] %s is told to whoever asks for the decoded body', async (_what, name, body, message) => {
  const bytes = Buffer.from(body)

  const { asCaptured, decoded } = await captureAndFetch(bytes, { 'Content-Encoding': name })

  const { error } = JSON.parse(decoded.bytes.toString())
  expect(asCaptured.bytes.equals(bytes)).toBe(true)
  expect(decoded.status).toBe(400)
  expect(error.code).toBe('bad-request')
  expect(error.message).toContain(message)
})
