// A request's summary while nobody has seen it yet.

import type { AnswerRecord, RequestSummary } from './requests.ts'

/** A request just read. */
export interface ReadSummary
  extends Pick<
    RequestSummary,
    | 'receivedAt'
    | 'durationMs'
    | 'method'
    | 'target'
    | 'path'
    | 'query'
    | 'httpVersion'
    | 'remoteAddress'
    | 'state'
    | 'reason'
    | 'provider'
    | 'signature'
    | 'gist'
  > {
  readonly body: Uint8Array
  /** Lower-case hex. */
  readonly sha256: string
  readonly contentType: string | null
  readonly contentEncoding: string | null
}

/** Member by member: every capture comes through here, and copying the rest of an object takes far longer. */
export function newSummary(
  request: ReadSummary,
  seq: number,
  response: AnswerRecord | null,
): RequestSummary {
  const { body, sha256, contentType, contentEncoding } = request
  return {
    seq,
    receivedAt: request.receivedAt,
    durationMs: request.durationMs,
    method: request.method,
    target: request.target,
    path: request.path,
    query: request.query,
    httpVersion: request.httpVersion,
    remoteAddress: request.remoteAddress,
    state: request.state,
    reason: request.reason,
    provider: request.provider,
    signature: request.signature,
    gist: request.gist,
    response,
    body: { size: body.length, sha256, contentType, contentEncoding },
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
  }
}
