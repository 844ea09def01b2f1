// Writes a request as its HTTP/1 message; where that is not text, as a shell command that writes its bytes.

import { latin1Bytes, plainText, toBase64 } from '../../../server/wire/formats/bytes.ts'
import { chunkFrame, fieldLines } from '../../../server/wire/formats/http-message.ts'
import { hasHeader, sentHeaders } from '../../../server/wire/formats/resend.ts'
import { quote, quoteLatin1 } from '../../../server/wire/formats/shell.ts'
import type { CapturedRequest, HeaderPair } from '../../../server/wire/requests.ts'
import {
  type Copied,
  type CopyInput,
  longBodyNote,
  longestInlineBody,
  splitUrl,
  urlOf,
} from './format.ts'

export function toRawHttp(input: CopyInput): Copied {
  const { request, body, fileName } = input
  const { host, target } = splitUrl(urlOf(input))
  const { method, httpVersion, trailers } = request
  const headers = trailers.length > 0 ? chunkedHeaders(input, host) : headersFor(input, host)
  const frame = trailers.length > 0 ? chunkFrame(body.length, trailers) : { before: '', after: '' }
  const line = `${method} ${target} HTTP/${httpVersion === '1.0' ? '1.0' : '1.1'}\r\n`
  const before = `${line}${fieldLines(headers)}\r\n${frame.before}`
  const isLong = body.length > longestInlineBody
  const texts = [latin1Lines(before), plainText(body), latin1Lines(frame.after)]
  if (!isLong && texts.every((text) => text !== undefined)) return texts.join('')

  const parts = [
    printLines(before),
    isLong ? `cat ${quote(fileName)}` : `printf '%s' '${toBase64(body)}' | base64 --decode`,
    ...(frame.after === '' ? [] : [printLines(frame.after)]),
  ]
  const text = `{ ${parts.join('\n  ')}; }`
  if (isLong) return { text, note: longBodyNote(input) }
  return {
    text,
    note: 'Not all of it is text: this is a command for bash that writes the bytes.',
  }
}

/** As text that can be pasted, where it is that. */
function latin1Lines(latin1: string): string | undefined {
  return plainText(latin1Bytes(latin1.replaceAll('\r\n', '\n')))?.replaceAll('\n', '\r\n')
}

function printLines(latin1: string): string {
  const lines = latin1.split('\r\n').slice(0, -1)
  return ["printf '%s\\r\\n'", ...lines.map((line) => quoteLatin1(line) || "''")].join(' \\\n  ')
}

/** Host and length stay where they were, as they have to be today. */
function headersFor({ request, body }: CopyInput, host: string): readonly HeaderPair[] {
  const pairs = keptHeaders(request, { host, 'content-length': String(body.length) })
  return body.length > 0 && !hasHeader(pairs, 'content-length')
    ? [...pairs, ['Content-Length', String(body.length)]]
    : pairs
}

/** Only a body in chunks has trailers behind it. */
function chunkedHeaders({ request }: CopyInput, host: string): readonly HeaderPair[] {
  const announced = request.headers.find(([name]) => name.toLowerCase() === 'trailer')?.[1]
  return keptHeaders(request, {
    host,
    'transfer-encoding': 'chunked',
    ...(announced === undefined ? {} : { trailer: announced }),
  })
}

/** The headers to send again, and in their place those named, with the value they have to have now. */
function keptHeaders(
  request: CapturedRequest,
  { host, ...now }: { readonly host: string } & Readonly<Record<string, string>>,
): readonly HeaderPair[] {
  const sent = new Set(sentHeaders(request))
  const values = new Map(Object.entries({ host, ...now }))
  const pairs = request.headers.flatMap((pair): readonly HeaderPair[] => {
    if (sent.has(pair)) return [pair]
    const name = pair[0].toLowerCase()
    const value = values.get(name)
    values.delete(name)
    return value === undefined ? [] : [[pair[0], value]]
  })
  return values.has('host') ? [['Host', host], ...pairs] : pairs
}
