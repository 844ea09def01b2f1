// Bounds what the API reads of a body before it knows what is in it (A6).

import { createMiddleware } from 'hono/factory'
import { AppError } from '../wire/errors.ts'

const mebibyte = 1024 * 1024

/** Where requests are sent with bodies of their own, as base64 in JSON. */
const replayPath = /^\/api\/bins\/[^/]+\/(?:requests\/\d+\/replay|replays)$/

/**
 * Answers 413 to a body over 1 MiB, or to one that could not hold `maxCapturedBytes` for a replay. Hono's own
 * `bodyLimit` makes a new Request of the one it reads, which node-server's cannot be made into while the global
 * objects are left alone.
 */
export function limitBody(maxCapturedBytes: number) {
  const maxEditBytes = Math.ceil(maxCapturedBytes / 3) * 4 + mebibyte
  return createMiddleware(async (c, next) => {
    const maxBytes = replayPath.test(c.req.path) ? maxEditBytes : mebibyte
    if (Number(c.req.header('content-length') ?? 0) > maxBytes) throw tooLarge(maxBytes)
    const { body } = c.req.raw
    if (body && c.req.header('transfer-encoding') !== undefined) {
      const text = await readText(body, maxBytes)
      // Hono keeps promises in its cache, whatever their type says.
      c.req.bodyCache.text = Promise.resolve(text) as unknown as string
    }
    await next()
  })
}

async function readText(body: ReadableStream<Uint8Array>, maxBytes: number): Promise<string> {
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBytes) throw tooLarge(maxBytes)
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function tooLarge(maxBytes: number): AppError {
  const limit = `${Math.floor(maxBytes / mebibyte)} MiB`
  return new AppError('too-large', `The API takes bodies of at most ${limit}.`)
}
