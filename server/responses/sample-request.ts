// A plain request for rules to be tried on in a bin that has none yet.

import { hash } from 'node:crypto'
import type { CapturedRequest } from '../wire/requests.ts'

const body = new TextEncoder().encode('{"hello":"world"}')

/** Arrived at `at`, Unix time in milliseconds. */
export function sampleRequest(at: number): {
  readonly request: CapturedRequest
  readonly body: Uint8Array
} {
  const request: CapturedRequest = {
    seq: 1,
    receivedAt: at,
    durationMs: 0,
    method: 'POST',
    target: '/',
    path: '',
    query: '',
    httpVersion: '1.1',
    headers: [
      ['Content-Type', 'application/json'],
      ['Content-Length', String(body.length)],
    ],
    trailers: [],
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body: {
      size: body.length,
      sha256: hash('sha256', body),
      contentType: 'application/json',
      contentEncoding: null,
    },
    provider: null,
    signature: null,
    gist: null,
    response: null,
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
  }
  return { request, body }
}
