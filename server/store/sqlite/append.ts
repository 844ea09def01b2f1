// The hot path: one transaction that numbers, stores and bounds a group of captured requests (C3, C5, C6, C7).

import type Database from 'better-sqlite3'
import type { BinId } from '../../wire/ids.ts'
import type { Appended, AppendOutcome, NewRequest, Removal, StoreLimits } from '../store.ts'
import { storedBytes } from '../stored-bytes.ts'
import type { Garbage } from './garbage.ts'
import { text } from './parameters.ts'
import { createRing, type RingBin } from './ring.ts'
import { type CountersRow, countersColumns, toJson } from './rows.ts'
import type { Total } from './total.ts'

interface Context {
  readonly limits: StoreLimits
  readonly total: Total
  readonly garbage: Garbage
}

/** A bin while a group is being stored: its counters are read once and written once. */
interface OpenBin extends RingBin {
  usedAt: number
  readonly was: CountersRow
}

export type Append = (requests: readonly NewRequest[]) => AppendOutcome

export function createAppend(db: Database.Database, { limits, total, garbage }: Context): Append {
  const ring = createRing(db, limits)
  const findBin = db.prepare<[string], CountersRow>(
    `SELECT ${countersColumns} FROM bins b JOIN counters c ON c.bin_no = b.no WHERE b.id = ${text}`,
  )
  const insert = db.prepare(`
    INSERT INTO requests (bin_no, seq, bytes, received_at, duration_ms, method, target, path, query,
      http_version, remote_address, state, reason, body_size, body_sha256, content_type,
      content_encoding, provider, signature, gist, response, headers, trailers, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`)
  const saveBin = db.prepare(`
    UPDATE counters SET first_seq = ?, last_seq = ?, requests = ?, bytes = ?, deliveries = ?,
      delivery_bytes = ?, used_at = ? WHERE bin_no = ?`)

  const store = db.transaction((requests: readonly NewRequest[]) => {
    const bins = new Map<BinId, OpenBin | undefined>()
    let added = 0

    function storeOne(request: NewRequest): Appended {
      const bin = openBin(bins, request.bin)
      if (bin === undefined) return { type: 'no-bin' }

      const bytes = storedBytes(request)
      const room = ring.roomFor(bin, bytes)
      const growth = bytes - room.bytes
      if (growth > 0 && total.bytes + added + growth > limits.totalBytes) {
        return { type: 'store-full' }
      }

      ring.drop(bin, room)
      added += growth
      bin.lastSeq += 1
      bin.requests += 1
      bin.bytes += bytes
      bin.usedAt = Math.max(bin.usedAt, request.receivedAt)
      insertRequest(bin, bytes, request)
      return { type: 'stored', seq: bin.lastSeq }
    }

    const results = requests.map(storeOne)
    const { dropped, freed } = closeBins(bins)
    return { results, dropped, added: added - freed }
  })

  function openBin(bins: Map<BinId, OpenBin | undefined>, id: BinId): OpenBin | undefined {
    if (bins.has(id)) return bins.get(id)
    const row = findBin.get(id)
    const bin = row && { ...ring.open(row), usedAt: row.used_at, was: row }
    bins.set(id, bin)
    return bin
  }

  function insertRequest(bin: OpenBin, bytes: number, request: NewRequest): void {
    insert.run(
      bin.no,
      bin.lastSeq,
      bytes,
      request.receivedAt,
      request.durationMs,
      request.method,
      request.target,
      request.path,
      request.query,
      request.httpVersion,
      request.remoteAddress,
      request.state,
      request.reason ?? null,
      request.body.byteLength,
      Buffer.from(request.sha256, 'hex'),
      request.contentType,
      request.contentEncoding,
      toJson(request.provider),
      toJson(request.signature),
      request.gist,
      toJson(request.response),
      toJson(request.headers),
      toJson(request.trailers),
      request.body,
    )
  }

  function closeBins(bins: ReadonlyMap<BinId, OpenBin | undefined>) {
    const dropped: Removal[] = []
    let freed = 0
    for (const [id, bin] of bins) {
      if (bin === undefined || bin.lastSeq === bin.was.last_seq) continue
      if (bin.droppedUpTo > 0) {
        freed += ring.settle(bin)
        garbage.discard(bin.no, bin.droppedUpTo)
        dropped.push({ bin: id, upTo: bin.droppedUpTo, rev: bin.was.rev })
      }
      saveBin.run(
        bin.firstSeq,
        bin.lastSeq,
        bin.requests,
        bin.bytes,
        bin.deliveries,
        bin.deliveryBytes,
        bin.usedAt,
        bin.no,
      )
    }
    return { dropped, freed }
  }

  return (requests) => {
    const { results, dropped, added } = store.immediate(requests)
    total.add(added)
    return { results, dropped }
  }
}
