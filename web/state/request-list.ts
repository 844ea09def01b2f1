// The loaded requests of a bin, newest first, each once. Knows neither sockets nor REST.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestChange } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'

export interface RequestList {
  /** Newest first, without those waiting for their deletion to become final. */
  readonly rows: ReadonlySignal<readonly RequestSummary[]>
  readonly unread: ReadonlySignal<number>
  find(seq: Seq): RequestSummary | undefined
  /** The same, without those waiting for their deletion; read for its signals. */
  findVisible(seq: Seq): RequestSummary | undefined
  /** Where `seq` is in `rows`; -1 when it is not loaded. */
  indexOf(seq: Seq): number
  /** Newer requests, ascending, as the live stream gives them. */
  addNewer(requests: readonly RequestSummary[]): void
  /** A page of older requests, descending, as REST gives it. */
  addOlder(requests: readonly RequestSummary[]): void
  /** Requests in any order, each to its place; those already there stay as they are. */
  insert(requests: readonly RequestSummary[]): void
  replaceAll(descending: readonly RequestSummary[]): void
  change(changes: readonly Partial<RequestChange>[]): void
  remove(seqs: readonly Seq[]): void
  removeUpTo(seq: Seq): void
  hide(seq: Seq): void
  unhide(seq: Seq): void
}

/** `hidden` are those that wait for their deletion; lists of one bin share them. */
export function createRequestList(
  hidden: Signal<ReadonlySet<Seq>> = signal(new Set()),
): RequestList {
  const all = signal<readonly RequestSummary[]>([])
  const rows = computed(() => {
    const waiting = hidden.value
    return waiting.size === 0 ? all.value : all.value.filter(({ seq }) => !waiting.has(seq))
  })

  return {
    rows,
    unread: computed(() => rows.value.reduce((count, { read }) => (read ? count : count + 1), 0)),
    find: (seq) => all.value[indexIn(all.value, seq)],
    findVisible: (seq) => rows.value[indexIn(rows.value, seq)],
    indexOf: (seq) => indexIn(rows.value, seq),
    addNewer(requests) {
      const newest = all.value[0]?.seq ?? 0
      const fresh = requests.filter(({ seq }) => seq > newest)
      if (fresh.length > 0) all.value = [...fresh.reverse(), ...all.value]
    },
    addOlder(requests) {
      const oldest = all.value.at(-1)?.seq ?? Number.POSITIVE_INFINITY
      const fresh = requests.filter(({ seq }) => seq < oldest)
      if (fresh.length > 0) all.value = [...all.value, ...fresh]
    },
    insert(requests) {
      const fresh = requests.filter(({ seq }) => indexIn(all.value, seq) < 0)
      if (fresh.length > 0) all.value = [...fresh, ...all.value].sort((a, b) => b.seq - a.seq)
    },
    replaceAll(descending) {
      all.value = descending
    },
    change(changes) {
      const next = [...all.value]
      let isChanged = false
      for (const change of changes) {
        const index = change.seq === undefined ? -1 : indexIn(next, change.seq)
        const found = next[index]
        if (!found) continue
        next[index] = { ...found, ...change }
        isChanged = true
      }
      if (isChanged) all.value = next
    },
    remove(seqs) {
      const gone = new Set(seqs)
      all.value = all.value.filter(({ seq }) => !gone.has(seq))
      if (seqs.some((seq) => hidden.value.has(seq))) {
        hidden.value = new Set([...hidden.value].filter((seq) => !gone.has(seq)))
      }
    },
    removeUpTo(last) {
      all.value = all.value.filter(({ seq }) => seq > last)
    },
    hide(seq) {
      hidden.value = new Set([...hidden.value, seq])
    },
    unhide(seq) {
      hidden.value = new Set([...hidden.value].filter((other) => other !== seq))
    },
  }
}

/** Binary search in a list that descends by seq. */
function indexIn(rows: readonly RequestSummary[], seq: Seq): number {
  let low = 0
  let high = rows.length - 1
  while (low <= high) {
    const middle = (low + high) >> 1
    const found = rows[middle]?.seq ?? 0
    if (found === seq) return middle
    if (found > seq) low = middle + 1
    else high = middle - 1
  }
  return -1
}
