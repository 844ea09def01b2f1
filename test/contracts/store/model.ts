// The store as a few dozen lines of plain JavaScript: what the real ones are compared with.

import type { Appended, Removal, StoreLimits } from '../../../server/store/store.ts'
import type { BinId, Seq } from '../../../server/wire/ids.ts'

interface ModelRequest {
  readonly seq: Seq
  readonly bytes: number
  note: string
  tags: readonly string[]
  deliveries: number
}

interface ModelDelivery {
  readonly id: string
  readonly seq: Seq
  readonly bytes: number
}

interface ModelBin {
  name: string
  rev: number
  lastSeq: Seq
  requests: ModelRequest[]
  deliveries: ModelDelivery[]
}

export class StoreModel {
  readonly bins = new Map<BinId, ModelBin>()
  readonly #limits: StoreLimits

  constructor(limits: StoreLimits) {
    this.#limits = limits
  }

  create(id: BinId): boolean {
    if (this.bins.has(id)) return false
    this.bins.set(id, { name: '', rev: 0, lastSeq: 0, requests: [], deliveries: [] })
    return true
  }

  append(requests: readonly { readonly bin: BinId; readonly bytes: number }[]) {
    const dropped = new Map<BinId, Removal>()
    const results = requests.map(({ bin: id, bytes }): Appended => {
      const bin = this.bins.get(id)
      if (bin === undefined) return { type: 'no-bin' }

      const gone = this.#inTheWay(bin.requests, bytes)
      const growth = bytes - sum(gone)
      // Deliveries of what this append drops are freed at its end, hence not yet here.
      if (growth > 0 && this.#held + growth > this.#limits.totalBytes) return { type: 'store-full' }

      bin.requests.splice(0, gone.length)
      bin.lastSeq += 1
      bin.requests.push({ seq: bin.lastSeq, bytes, note: '', tags: [], deliveries: 0 })
      const upTo = gone.at(-1)?.seq
      if (upTo !== undefined) dropped.set(id, { bin: id, upTo, rev: bin.rev })
      return { type: 'stored', seq: bin.lastSeq }
    })
    for (const bin of this.bins.values()) forgetOrphans(bin)
    return { results, dropped: [...dropped.values()] }
  }

  mark(id: BinId, seq: Seq, note: string): ModelRequest | undefined {
    const bin = this.bins.get(id)
    const request = bin?.requests.find((one) => one.seq === seq)
    if (bin === undefined || request === undefined) return undefined
    bin.rev += 1
    request.note = note
    return request
  }

  /** Gives a tag to those that lack it, and tells which these were. */
  tag(id: BinId, seqs: readonly Seq[], tag: string): readonly Seq[] | undefined {
    const bin = this.bins.get(id)
    if (bin === undefined) return undefined
    const changed = [...new Set(seqs)].filter((seq) => {
      const request = bin.requests.find((one) => one.seq === seq)
      if (request === undefined || request.tags.includes(tag)) return false
      request.tags = [...request.tags, tag]
      return true
    })
    if (changed.length > 0) bin.rev += 1
    return changed
  }

  remove(id: BinId, seqs: readonly Seq[]): readonly Seq[] | undefined {
    const bin = this.bins.get(id)
    if (bin === undefined) return undefined
    const there = new Set(bin.requests.map(({ seq }) => seq))
    const gone = [...new Set(seqs)].filter((seq) => there.has(seq))
    if (gone.length === 0) return []
    bin.requests = bin.requests.filter(({ seq }) => !gone.includes(seq))
    forgetOrphans(bin)
    bin.rev += 1
    return gone
  }

  clear(id: BinId): Seq | undefined {
    const bin = this.bins.get(id)
    if (bin === undefined) return undefined
    if (bin.requests.length === 0) return 0
    bin.requests = []
    bin.deliveries = []
    bin.rev += 1
    return bin.lastSeq
  }

  deliver(id: BinId, delivery: ModelDelivery): 'kept' | 'gone' | 'store-full' {
    const bin = this.bins.get(id)
    const request = bin?.requests.find(({ seq }) => seq === delivery.seq)
    if (bin === undefined || request === undefined) return 'gone'
    if (this.#held + delivery.bytes > this.#limits.totalBytes) return 'store-full'
    bin.deliveries.splice(0, this.#inTheWay(bin.deliveries, delivery.bytes).length)
    bin.deliveries.push(delivery)
    request.deliveries += 1
    bin.rev += 1
    return 'kept'
  }

  get #held(): number {
    return [...this.bins.values()].reduce(
      (bytes, bin) => bytes + sum(bin.requests) + sum(bin.deliveries),
      0,
    )
  }

  /** The oldest of a bin that must go before something of `bytes` fits. */
  #inTheWay<T extends { readonly bytes: number }>(kept: readonly T[], bytes: number): readonly T[] {
    let count = 0
    while (
      count < kept.length &&
      (kept.length - count + 1 > this.#limits.requestsPerBin ||
        sum(kept.slice(count)) + bytes > this.#limits.bytesPerBin)
    ) {
      count += 1
    }
    return kept.slice(0, count)
  }
}

function forgetOrphans(bin: ModelBin): void {
  const there = new Set(bin.requests.map(({ seq }) => seq))
  bin.deliveries = bin.deliveries.filter(({ seq }) => there.has(seq))
}

function sum(sized: readonly { readonly bytes: number }[]): number {
  return sized.reduce((bytes, one) => bytes + one.bytes, 0)
}
