// The loaded requests of a bin, newest first, each once. Knows neither sockets nor REST.

import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestChange } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'

export interface RequestList {
  /** Newest first, without those waiting for their deletion to become final. */
  readonly rows: ReadonlySignal<readonly RequestSummary[]>
  /** Another object whenever a row came or went elsewhere than at an end: what is built on the rows starts anew. */
  readonly shape: ReadonlySignal<object>
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
  hide(seqs: readonly Seq[]): void
  unhide(seqs: readonly Seq[]): void
}

/** `hidden` are those that wait for their deletion; lists of one bin share them. */
export function createRequestList(
  hidden: Signal<ReadonlySet<Seq>> = signal(new Set()),
): RequestList {
  const all = signal<readonly RequestSummary[]>([])
  const own = signal<object>({})
  /** Counted as rows come and go: a list of 100,000 is not read through at each frame. */
  const unread = signal(0)
  const rows = computed(() => {
    const waiting = hidden.value
    return waiting.size === 0 ? all.value : all.value.filter(({ seq }) => !waiting.has(seq))
  })

  function set(next: readonly RequestSummary[], unreadBy: number, isOtherShape: boolean): void {
    batch(() => {
      if (isOtherShape) own.value = {}
      unread.value += unreadBy
      all.value = next
    })
  }

  function find(seq: Seq): RequestSummary | undefined {
    const found = all.value[countNewer(all.value, seq)]
    return found?.seq === seq ? found : undefined
  }

  function addNewer(ascending: readonly RequestSummary[]): void {
    const newest = all.value[0]?.seq ?? 0
    const fresh = ascending.filter(({ seq }) => seq > newest)
    if (fresh.length > 0) set([...fresh.reverse(), ...all.value], countUnread(fresh), false)
  }

  function addOlder(descending: readonly RequestSummary[]): void {
    const oldest = all.value.at(-1)?.seq ?? Number.POSITIVE_INFINITY
    const fresh = descending.filter(({ seq }) => seq < oldest)
    if (fresh.length > 0) set([...all.value, ...fresh], countUnread(fresh), false)
  }

  return {
    rows,
    shape: computed(() => ({ own: own.value, hidden: hidden.value })),
    unread: computed(() => {
      let count = unread.value
      for (const seq of hidden.value) if (find(seq)?.read === false) count -= 1
      return count
    }),
    find,
    findVisible: (seq) => (hidden.value.has(seq) ? undefined : find(seq)),
    indexOf(seq) {
      const index = countNewer(rows.value, seq)
      return rows.value[index]?.seq === seq ? index : -1
    },
    addNewer,
    addOlder,
    insert(requests) {
      const fresh = requests.filter(({ seq }) => !find(seq)).sort((a, b) => b.seq - a.seq)
      const [newest, oldest] = [fresh[0], fresh.at(-1)]
      if (!newest || !oldest) return
      if (newest.seq < (all.value.at(-1)?.seq ?? Number.POSITIVE_INFINITY)) return addOlder(fresh)
      if (oldest.seq > (all.value[0]?.seq ?? 0)) return addNewer(fresh.reverse())
      const next = [...fresh, ...all.value].sort((a, b) => b.seq - a.seq)
      set(next, countUnread(fresh), true)
    },
    replaceAll(descending) {
      set(descending, countUnread(descending) - unread.value, true)
    },
    change(changes) {
      const next = [...all.value]
      let unreadBy = 0
      let isChanged = false
      let isOfOther = false
      for (const change of changes) {
        const index = change.seq === undefined ? -1 : countNewer(next, change.seq)
        const found = next[index]
        if (!found || found.seq !== change.seq) continue
        const changed = { ...found, ...change }
        next[index] = changed
        unreadBy += Number(found.read) - Number(changed.read)
        isChanged = true
        // Told only where it may be another one: what belongs together is then found anew.
        isOfOther ||= 'provider' in change
      }
      if (isChanged) set(next, unreadBy, isOfOther)
    },
    remove(seqs) {
      const gone = new Set(seqs)
      const next = all.value.filter(({ seq }) => !gone.has(seq))
      const removed = seqs.flatMap((seq) => find(seq) ?? [])
      batch(() => {
        if (removed.length > 0) set(next, -countUnread(removed), true)
        if (seqs.some((seq) => hidden.value.has(seq))) {
          hidden.value = new Set([...hidden.value].filter((seq) => !gone.has(seq)))
        }
      })
    },
    removeUpTo(last) {
      const kept = countNewer(all.value, last)
      if (kept === all.value.length) return
      set(all.value.slice(0, kept), -countUnread(all.value.slice(kept)), false)
    },
    hide(seqs) {
      hidden.value = new Set([...hidden.value, ...seqs])
    },
    unhide(seqs) {
      const back = new Set(seqs)
      hidden.value = new Set([...hidden.value].filter((seq) => !back.has(seq)))
    },
  }
}

function countUnread(rows: readonly RequestSummary[]): number {
  let count = 0
  for (const { read } of rows) if (!read) count += 1
  return count
}

/** How many rows are newer than `seq`, in rows that descend by seq: where it is, or would be. */
export function countNewer(rows: readonly { readonly seq: Seq }[], seq: Seq): number {
  let low = 0
  let high = rows.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle]?.seq ?? 0) > seq) low = middle + 1
    else high = middle
  }
  return low
}
