// HAR 1.2 (http://www.softwareishard.com/blog/har-12-spec/): an entry a request, answered as the bin did.

import { STATUS_CODES } from 'node:http'
import { howAnswered } from '../wire/answer-words.ts'
import { exportVersion } from '../wire/exports.ts'
import { toBase64, utf8Text } from '../wire/formats/bytes.ts'
import { pathAndQuery } from '../wire/formats/resend.ts'
import type { AnswerRecord, HeaderPair } from '../wire/requests.ts'
import type { ExportAbout, ExportedRequest, WriteExport } from './export-format.ts'

export const writeHar: WriteExport = async function* (requests, about) {
  const creator = JSON.stringify({ name: 'Hooklens', version: about.version })
  yield `{"log":{"version":"1.2","creator":${creator},"entries":[`
  let isFirst = true
  for await (const one of requests) {
    yield `${isFirst ? '' : ','}\n${JSON.stringify(entryOf(one, about))}`
    isFirst = false
  }
  yield '\n]}}\n'
}

/** `startedDateTime` comes first: it marks the entry. Sizes of -1 are not known. */
function entryOf({ request, body }: ExportedRequest, { captureUrl }: ExportAbout) {
  const { receivedAt, durationMs, note, response, headers, query, httpVersion, method } = request
  const waitMs = Math.max(0, (response?.ms ?? 0) - durationMs)
  return {
    startedDateTime: new Date(receivedAt).toISOString(),
    time: durationMs + waitMs,
    request: {
      method,
      url: captureUrl + pathAndQuery(request),
      httpVersion: `HTTP/${httpVersion}`,
      cookies: cookiesOf(headers),
      headers: namedPairs(headers),
      queryString: namedPairs([...new URLSearchParams(`?${query}`)]),
      headersSize: -1,
      bodySize: body.length,
      ...(body.length > 0 ? { postData: postDataOf(body, request.body.contentType) } : {}),
    },
    response: {
      status: response?.status ?? 0,
      statusText: STATUS_CODES[response?.status ?? 0] ?? '',
      httpVersion: 'HTTP/1.1',
      cookies: [],
      headers: [],
      content: { size: 0, mimeType: 'x-unknown' },
      redirectURL: '',
      headersSize: -1,
      bodySize: -1,
      ...(response && commentOf(response)),
    },
    cache: {},
    timings: { send: durationMs, wait: waitMs, receive: 0 },
    ...(note === '' ? {} : { comment: note }),
    _hooklens: extrasOf({ request, body }),
  }
}

/** A status of 0 stands for none; what became of the answer instead, HAR has no field for. */
function commentOf(response: AnswerRecord): { readonly comment?: string } {
  const sentences = howAnswered(response)
  return sentences.length > 0 ? { comment: sentences.join(' ') } : {}
}

/** Where HAR has no field: with them, a request can be read again as it was captured. */
function extrasOf({ request }: ExportedRequest) {
  const {
    headers: _headers,
    method: _method,
    query: _query,
    httpVersion: _version,
    ...rest
  } = request
  return { version: exportVersion, ...rest }
}

/** `encoding` is of the response's content in HAR 1.2, and of the request's in the drafts after it. */
function postDataOf(body: Uint8Array, contentType: string | null) {
  const mimeType = contentType ?? ''
  const text = utf8Text(body)
  return text === undefined
    ? { mimeType, text: toBase64(body), encoding: 'base64' }
    : { mimeType, text }
}

function cookiesOf(headers: readonly HeaderPair[]) {
  const cookies = headers
    .filter(([name]) => name.toLowerCase() === 'cookie')
    .flatMap(([, value]) => value.split(';'))
    .map((pair): HeaderPair => {
      const equals = pair.indexOf('=')
      return equals < 0
        ? [pair.trim(), '']
        : [pair.slice(0, equals).trim(), pair.slice(equals + 1).trim()]
    })
  return namedPairs(cookies.filter(([name]) => name !== ''))
}

function namedPairs(pairs: readonly HeaderPair[]) {
  return pairs.map(([name, value]) => ({ name, value }))
}
