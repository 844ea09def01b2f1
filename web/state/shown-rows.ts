// The rows of the list as they stand below each other: requests, the repeats of an event in one row, or open below it.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { createRepeats } from './repeats.ts'
import { countNewer, type RequestList } from './request-list.ts'

export interface ShownRow {
  readonly request: RequestSummary
  /** All attempts at the same event, newest first, in the row that stands for them; empty elsewhere. */
  readonly repeats: readonly Seq[]
  /** From the first of them to the last. */
  readonly spanMs: number
  /** The older attempts stand below. */
  readonly isOpen: boolean
  /** One of those. */
  readonly isChild: boolean
}

export interface ShownRows {
  readonly count: ReadonlySignal<number>
  at(index: number): ShownRow | undefined
  /** The row of `seq`, or the one that stands for it; -1 when it is not loaded. */
  indexOf(seq: Seq): number
  /** The row of `seq`, or the next below where it would be: where one was that has gone. */
  placeOf(seq: Seq): number
  /** All attempts at the event of `seq` that are loaded, newest first: at least itself. */
  repeatsOf(request: RequestSummary): readonly Seq[]
  setOpen(seq: Seq, isOpen: boolean): void
}

interface OpenGroup {
  /** Among the heads. */
  readonly index: number
  readonly children: readonly Seq[]
}

export function createShownRows(
  list: Pick<RequestList, 'rows' | 'shape' | 'find'>,
  isGrouped: Signal<boolean>,
): ShownRows {
  const repeats = createRepeats()
  const opened = signal<ReadonlySet<Seq>>(new Set())
  const heads = computed(() => {
    const { value: rows } = list.rows
    // A new object each time: a group may grow without another head.
    return { seqs: repeats.headsOf(rows, list.shape.value) }
  })

  function groupOf(seq: Seq): readonly Seq[] | undefined {
    heads.value
    const request = list.find(seq)
    return request && repeats.groupOf(request)
  }

  /** Few are ever open, so they are gone through wherever a row's place is asked for. */
  const openGroups = computed(() => {
    const found: OpenGroup[] = []
    if (!isGrouped.value || opened.value.size === 0) return found
    const { seqs } = heads.value
    for (const seq of opened.value) {
      const [head, ...children] = groupOf(seq) ?? []
      if (head !== undefined) found.push({ index: placeIn(seqs, head), children })
    }
    return found.sort((a, b) => a.index - b.index)
  })

  const count = computed(() => {
    if (!isGrouped.value) return list.rows.value.length
    let sum = heads.value.seqs.length
    for (const { children } of openGroups.value) sum += children.length
    return sum
  })

  /** Where the head at `index` stands with the open rows above it. */
  function withOpen(index: number): number {
    let at = index
    for (const group of openGroups.value) if (group.index < index) at += group.children.length
    return at
  }

  function at(index: number): ShownRow | undefined {
    if (!isGrouped.value) return alone(list.rows.value[index])
    let head = index
    for (const group of openGroups.value) {
      if (head <= group.index) break
      const child = group.children[head - group.index - 1]
      if (child !== undefined) return alone(list.find(child), true)
      head -= group.children.length
    }
    const seq = heads.value.seqs[head]
    if (seq === undefined) return undefined
    const request = list.find(seq)
    if (!request) return undefined
    const group = repeats.groupOf(request)
    const isOpen = group !== undefined && openGroups.value.some(({ index }) => index === head)
    const oldest = group && list.find(group.at(-1) ?? seq)
    const spanMs = oldest ? request.receivedAt - oldest.receivedAt : 0
    return { request, repeats: group ?? [], spanMs, isOpen, isChild: false }
  }

  function placeOf(seq: Seq): number {
    if (!isGrouped.value) return countNewer(list.rows.value, seq)
    const { seqs } = heads.value
    const head = groupOf(seq)?.[0] ?? seq
    const index = placeIn(seqs, head)
    const open = head === seq ? undefined : openGroups.value.find((group) => group.index === index)
    return withOpen(index) + (open ? open.children.indexOf(seq) + 1 : 0)
  }

  return {
    count,
    at,
    indexOf: (seq) => (isLoaded(seq) ? placeOf(seq) : -1),
    placeOf,
    repeatsOf: (request) => {
      heads.value
      return repeats.groupOf(request) ?? [request.seq]
    },
    setOpen(seq, isOpen) {
      const group = groupOf(seq)
      if (!group) return
      const others = [...opened.value].filter((other) => !group.includes(other))
      opened.value = new Set(isOpen ? [...others, seq] : others)
    },
  }

  function isLoaded(seq: Seq): boolean {
    const rows = list.rows.value
    return rows[countNewer(rows, seq)]?.seq === seq
  }
}

function alone(request: RequestSummary | undefined, isChild = false): ShownRow | undefined {
  return request && { request, repeats: [], spanMs: 0, isOpen: false, isChild }
}

/** Where `seq` is, or would be, in seqs that descend. */
function placeIn(seqs: readonly Seq[], seq: Seq): number {
  let low = 0
  let high = seqs.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((seqs[middle] ?? 0) > seq) low = middle + 1
    else high = middle
  }
  return low
}
