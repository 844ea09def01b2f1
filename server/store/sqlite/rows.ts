// Translates between the tables' rows and the product's words.

import type { Delivery } from '../../wire/deliveries.ts'
import type { BinId } from '../../wire/ids.ts'
import type {
  AnswerRecord,
  CapturedRequest,
  HeaderPair,
  ProviderMatch,
  RequestState,
  RequestSummary,
  SignatureCheck,
} from '../../wire/requests.ts'
import type { PassThrough } from '../../wire/rules/rules.ts'
import type { BinRecord } from '../store.ts'

/** What a bin's captures change; one row of `counters`. */
export interface CountersRow {
  readonly no: number
  readonly first_seq: number
  readonly last_seq: number
  readonly requests: number
  readonly bytes: number
  readonly deliveries: number
  readonly delivery_bytes: number
  readonly rev: number
  readonly used_at: number
}

export const countersColumns =
  'c.bin_no AS no, c.first_seq, c.last_seq, c.requests, c.bytes, c.deliveries, c.delivery_bytes, c.rev, c.used_at'

export interface BinRow extends CountersRow {
  readonly id: string
  readonly name: string
  readonly owner_key_hash: Uint8Array
  readonly view_key_hash: Uint8Array
  readonly created_at: number
  readonly persistent: number
  readonly pass_through: string | null
  readonly handshakes: number
}

export const binColumns = `b.id, b.name, b.owner_key_hash, b.view_key_hash, b.created_at, b.persistent, b.pass_through, b.handshakes, ${countersColumns}`

export function toBin(row: BinRow): BinRecord {
  return {
    // Only valid ids are ever stored.
    id: row.id as BinId,
    name: row.name,
    ownerKeyHash: row.owner_key_hash,
    viewKeyHash: row.view_key_hash,
    createdAt: row.created_at,
    lastUsedAt: row.used_at,
    persistent: row.persistent === 1,
    passThrough: parseJson<PassThrough>(row.pass_through),
    handshakes: row.handshakes === 1,
    firstSeq: row.first_seq,
    lastSeq: row.last_seq,
    rev: row.rev,
    requests: row.requests,
    bytes: row.bytes,
  }
}

export interface SummaryRow {
  readonly seq: number
  readonly received_at: number
  readonly duration_ms: number
  readonly method: string
  readonly target: string
  readonly path: string
  readonly query: string
  readonly http_version: string
  readonly remote_address: string
  readonly state: string
  readonly reason: string | null
  readonly body_size: number
  readonly body_sha256: Buffer
  readonly content_type: string | null
  readonly content_encoding: string | null
  readonly provider: string | null
  readonly signature: string | null
  readonly gist: string | null
  readonly response: string | null
  readonly deliveries: number | null
  readonly note: string | null
  readonly tags: string | null
  readonly pinned: number | null
  readonly read: number | null
}

export interface CapturedRow extends SummaryRow {
  readonly headers: string
  readonly trailers: string
}

/** What the sender was answered, as JSON; of `requests r LEFT JOIN marks m`, like the columns below. */
export const answer = 'coalesce(m.response, r.response)'

/** What is known of its signature by now, as JSON; null for nothing. */
export const signature = "nullif(coalesce(m.signature, r.signature), 'null')"

/** Whose it is by now, as JSON; null for nobody's. */
export const provider = "nullif(coalesce(m.provider, r.provider), 'null')"

/** Found out together with whose it is. */
export const gist = 'iif(m.provider IS NULL, r.gist, m.gist)'

/** Of `requests r LEFT JOIN marks m`. */
export const summaryColumns = `
  r.seq, r.received_at, r.duration_ms, r.method, r.target, r.path, r.query, r.http_version,
  r.remote_address, r.state, r.reason, r.body_size, r.body_sha256, r.content_type,
  r.content_encoding, ${provider} AS provider, ${signature} AS signature, ${gist} AS gist,
  ${answer} AS response,
  m.deliveries, m.note, m.tags, m.pinned, m.read`

export function toSummary(row: SummaryRow): RequestSummary {
  return {
    seq: row.seq,
    receivedAt: row.received_at,
    durationMs: row.duration_ms,
    method: row.method,
    target: row.target,
    path: row.path,
    query: row.query,
    httpVersion: row.http_version,
    remoteAddress: row.remote_address,
    // Only members of the union are ever stored.
    state: row.state as RequestState,
    ...(row.reason === null ? {} : { reason: row.reason }),
    body: {
      size: row.body_size,
      sha256: row.body_sha256.toString('hex'),
      contentType: row.content_type,
      contentEncoding: row.content_encoding,
    },
    provider: parseJson<ProviderMatch>(row.provider),
    signature: parseJson<SignatureCheck>(row.signature),
    gist: row.gist,
    response: parseJson<AnswerRecord>(row.response),
    deliveries: row.deliveries ?? 0,
    note: row.note ?? '',
    tags: parseTags(row.tags),
    pinned: row.pinned === 1,
    read: row.read === 1,
  }
}

export function toCaptured(row: CapturedRow): CapturedRequest {
  return {
    ...toSummary(row),
    headers: parsePairs(row.headers),
    trailers: parsePairs(row.trailers),
  }
}

export function toDelivery(json: string): Delivery {
  // Written by `toJson` from the same type.
  return JSON.parse(json) as Delivery
}

/** Null where it is to stay as it is. */
export function toFlag(value: boolean | undefined): number | null {
  return value === undefined ? null : Number(value)
}

export function toJson(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}

/** The column `provider`, null where it is. */
export function parseProvider(json: unknown): ProviderMatch | null {
  return parseJson<ProviderMatch>(json === null ? null : String(json))
}

export function parseSignature(json: unknown): SignatureCheck | null {
  return parseJson<SignatureCheck>(json === null ? null : String(json))
}

/** `json` as in the column `tags`. */
export function parseTags(json: unknown): readonly string[] {
  // Most requests have none. The cast is as in `parseJson`.
  return json === null || json === '[]' ? [] : (JSON.parse(String(json)) as readonly string[])
}

function parseJson<T>(json: string | null): T | null {
  // Written by `toJson` from the same type.
  return json === null ? null : (JSON.parse(json) as T)
}

/** `json` as in the column `headers`. */
export function parsePairs(json: string): readonly HeaderPair[] {
  // Most requests have no trailers. The cast is as in `parseJson`.
  return json === '[]' ? [] : (JSON.parse(json) as readonly HeaderPair[])
}
