// A captured request for tests of the relay; what they do not name is of no matter.

import type { CapturedRequest } from '../../server/wire/requests.ts'

export function capturedRequest(parts: Partial<CapturedRequest> = {}): CapturedRequest {
  return {
    seq: 1,
    receivedAt: 1,
    durationMs: 0,
    method: 'POST',
    target: '/in/bin',
    path: '',
    query: '',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body: { size: 0, sha256: '', contentType: null, contentEncoding: null },
    provider: null,
    signature: null,
    gist: null,
    response: null,
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
    headers: [['Host', 'hooks.example.com']],
    trailers: [],
    ...parts,
  }
}
