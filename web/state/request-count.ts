// How many requests a bin has, of which only some are loaded: counted along, and asked again where counting is a guess.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Bin } from '../../server/wire/bins.ts'
import type { Seq } from '../../server/wire/ids.ts'
import type { BinApi } from '../api.ts'

export interface RequestCount {
  readonly value: ReadonlySignal<number>
  start(bin: Pick<Bin, 'requests' | 'firstSeq' | 'lastSeq'>): void
  add(requests: readonly { readonly seq: Seq }[]): void
  remove(event: { readonly upTo: Seq } | { readonly seqs: readonly Seq[] }): void
  close(): void
}

/** A full bin drops some with every request that comes. */
const pauseMs = 2_000

export function createRequestCount(api: Pick<BinApi, 'getBin'>): RequestCount {
  const value = signal(0)
  let firstSeq = 1
  let lastSeq = 0
  let timer: ReturnType<typeof setTimeout> | undefined

  function start(bin: Pick<Bin, 'requests' | 'firstSeq' | 'lastSeq'>): void {
    value.value = bin.requests
    firstSeq = bin.firstSeq
    lastSeq = bin.lastSeq
  }

  function askSoon(): void {
    timer ??= setTimeout(async () => {
      timer = undefined
      // The guess stands until the server is back.
      await api.getBin().then(start, () => {})
    }, pauseMs)
  }

  return {
    value,
    start,
    add(requests) {
      const fresh = requests.filter(({ seq }) => seq > lastSeq)
      value.value += fresh.length
      lastSeq = fresh.at(-1)?.seq ?? lastSeq
    },
    remove(event) {
      if ('seqs' in event) {
        value.value = Math.max(0, value.value - event.seqs.length)
        return
      }
      // Too many where some in between had been deleted.
      value.value = Math.max(0, value.value - Math.max(0, event.upTo - firstSeq + 1))
      firstSeq = Math.max(firstSeq, event.upTo + 1)
      askSoon()
    },
    close: () => clearTimeout(timer),
  }
}
