// Undoes a content encoding for viewing, with a bound on what comes out: a small body can expand without end (A6).

import { promisify } from 'node:util'
import * as zlib from 'node:zlib'
import { AppError } from '../wire/errors.ts'

const maxDecodedBytes = 64 * 1024 * 1024

/** Each layer may cost as much as the whole: a body that unpacks to itself would be unpacked for every name given. */
const maxLayers = 4

type Decoder = (bytes: Uint8Array) => Promise<Uint8Array>

const bound = { maxOutputLength: maxDecodedBytes }
const gunzip = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.gunzip)
const inflate = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflate)
const inflateRaw = promisify<Uint8Array, zlib.ZlibOptions, Buffer>(zlib.inflateRaw)
const brotli = promisify<Uint8Array, zlib.BrotliOptions, Buffer>(zlib.brotliDecompress)

const decoders: Readonly<Record<string, Decoder>> = {
  gzip: (bytes) => gunzip(bytes, bound),
  'x-gzip': (bytes) => gunzip(bytes, bound),
  // RFC 9110 §8.4.1.2 means zlib's wrapper; some senders leave it out.
  deflate: (bytes) =>
    inflate(bytes, bound).catch((error) => {
      if (isTooLarge(error)) throw error
      return inflateRaw(bytes, bound)
    }),
  br: (bytes) => brotli(bytes, bound),
  zstd: decodeZstd,
  identity: async (bytes) => bytes,
}

/** Throws `bad-request` for an encoding it does not know, too many, or a body that is not encoded so, `too-large` past 64 MiB. */
export async function decodeBody(
  bytes: Uint8Array,
  contentEncoding: string | null,
): Promise<Uint8Array> {
  const names = (contentEncoding ?? '')
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter(Boolean)
  if (names.length > maxLayers) {
    throw new AppError('bad-request', `Nothing with more than ${maxLayers} encodings is decoded.`)
  }
  let decoded = bytes
  // Applied left to right by the sender, so undone from the right.
  for (const name of names.reverse()) {
    const decode = Object.hasOwn(decoders, name) ? decoders[name] : undefined
    if (!decode) throw new AppError('bad-request', `The content encoding '${name}' is not known.`)
    try {
      decoded = await decode(decoded)
    } catch (error) {
      throw decodingFailure(name, error)
    }
  }
  return decoded
}

function decodingFailure(name: string, error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isTooLarge(error)) {
    const mebibytes = maxDecodedBytes / 1024 ** 2
    return new AppError(
      'too-large',
      `Decoded, the body is larger than ${mebibytes} MiB. Download it as it is.`,
    )
  }
  return new AppError('bad-request', `The body is not valid ${name}, though its header says so.`)
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

async function decodeZstd(bytes: Uint8Array): Promise<Uint8Array> {
  if (typeof zlib.zstdDecompress !== 'function') {
    throw new AppError('bad-request', 'Decoding zstd needs Node 22.15 or newer on the server.')
  }
  return promisify<Uint8Array, zlib.ZstdOptions, Buffer>(zlib.zstdDecompress)(bytes, bound)
}
