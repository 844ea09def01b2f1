// The messages themselves, byte for byte, as the parts of a multipart message (RFC 2046 §5.1, RFC 9112 §10.2).

/*
 * Why multipart: it takes any bytes without changing one; every language has a parser for it; and as each part states
 * its length, a dozen lines of code split it too. The boundary is random, so no body can have it by chance or intent.
 */

import { randomBytes } from 'node:crypto'
import { exportFormats } from '../wire/exports.ts'
import { latin1Bytes } from '../wire/formats/bytes.ts'
import { chunkFrame, fieldLines, framed } from '../wire/formats/http-message.ts'
import type { ExportedRequest, WriteExport } from './export-format.ts'

export const writeRawHttp: WriteExport = async function* (requests, { bin, version }) {
  const boundary = `hooklens-${randomBytes(16).toString('hex')}`
  yield 'MIME-Version: 1.0\r\n'
  yield `Content-Type: multipart/mixed; boundary="${boundary}"\r\n\r\n`
  yield `Requests of the bin ${bin}, exported by Hooklens ${version}.`
  for await (const one of requests) {
    const message = messageOf(one)
    const length = message.reduce((sum, bytes) => sum + bytes.length, 0)
    const { seq, receivedAt, state } = one.request
    yield `\r\n--${boundary}${exportFormats.http.mark}`
    yield fieldLines([
      ['Content-Length', String(length)],
      ['Content-Transfer-Encoding', 'binary'],
      ['Date', new Date(receivedAt).toUTCString()],
      ['Hooklens-Seq', String(seq)],
      ['Hooklens-State', state],
    ])
    yield '\r\n'
    yield* message
  }
  yield `\r\n--${boundary}--\r\n`
}

/** As it arrived, but for where its chunks were cut. */
function messageOf({ request, body }: ExportedRequest): readonly Uint8Array[] {
  const { method, target, httpVersion, headers, trailers, state } = request
  const head = latin1Bytes(`${method} ${target} HTTP/${httpVersion}\r\n${fieldLines(headers)}\r\n`)
  const isChunked = headers.some(
    ([name, value]) => name.toLowerCase() === 'transfer-encoding' && /\bchunked\b/i.test(value),
  )
  if (!isChunked) return [head, body]
  const isWhole = state === 'complete'
  return [head, ...framed(body, chunkFrame(body.length, trailers, { isWhole }))]
}
