// Bounds what the API reads of a body before it knows who sends it (A6).

import { createMiddleware } from 'hono/factory'
import { AppError } from '../wire/errors.ts'

const maxBodyBytes = 1024 * 1024

/**
 * Answers 413 to a larger body. Hono's own `bodyLimit` makes a new Request of the one it reads, which node-server's
 * cannot be made into while the global objects are left alone.
 */
export const limitBody = createMiddleware(async (c, next) => {
  if (Number(c.req.header('content-length') ?? 0) > maxBodyBytes) throw tooLarge()
  const { body } = c.req.raw
  if (body && c.req.header('transfer-encoding') !== undefined) {
    const text = await readText(body)
    // Hono keeps promises in its cache, whatever their type says.
    c.req.bodyCache.text = Promise.resolve(text) as unknown as string
  }
  await next()
})

async function readText(body: ReadableStream<Uint8Array>): Promise<string> {
  const decoder = new TextDecoder()
  let size = 0
  let text = ''
  for await (const chunk of body) {
    size += chunk.length
    if (size > maxBodyBytes) throw tooLarge()
    text += decoder.decode(chunk, { stream: true })
  }
  return text + decoder.decode()
}

function tooLarge(): AppError {
  return new AppError('too-large', 'The API takes bodies of at most 1 MiB.')
}
