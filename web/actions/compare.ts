// What leads to a comparison and out of it: marking, choosing the other side, finding the previous of the same event.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import { messageOf } from '../api.ts'
import type { Compared } from '../router.ts'
import type { BinSession } from '../state/bin-session.ts'
import { findPrevious } from '../state/find-previous.ts'
import type { Inspector } from '../state/inspector.ts'

export interface CompareActions {
  /** Opens two requests beside each other, the older one on the left. */
  compare(one: Seq, other: Seq): void
  /** Opens two deliveries of the open request beside each other. */
  compareDeliveries(left: string, right: string): void
  /** With the previous of the same event; without an event, of the same method and path. */
  compareWithPrevious(): Promise<void>
  /** Remembers the selected request; a second one opens the pair. */
  markForCompare(): void
  /** The request that waits for another to be compared with, in the open bin. */
  readonly markedForCompare: ReadonlySignal<Seq | undefined>
  clearMark(): void
  swapSides(): void
  closeCompare(): void
}

export function createCompareActions(page: Inspector): CompareActions {
  const { router, place, session, selected, toasts } = page
  const mark = signal<{ readonly session: BinSession; readonly seq: Seq } | undefined>(undefined)

  const markedForCompare = computed(() =>
    mark.value?.session === session.value ? mark.value?.seq : undefined,
  )

  function open(seq: Seq, compare: Compared, options?: { replace: boolean }): void {
    const from = place.value
    if (from) router.go({ ...from, seq, replay: false, compare }, options)
  }

  function compare(one: Seq, other: Seq): void {
    if (one === other) return
    mark.value = undefined
    open(Math.max(one, other), { type: 'request', seq: Math.min(one, other) })
  }

  return {
    compare,
    compareDeliveries(left, right) {
      const seq = place.value?.seq
      if (seq) open(seq, { type: 'deliveries', left, right })
    },
    async compareWithPrevious() {
      const [request, bin] = [selected.value, session.value]
      if (!request || !bin) return
      try {
        const found = await findPrevious(bin, request)
        if (place.value?.bin !== bin.id || place.value.seq !== request.seq) return
        const { provider, method } = request
        const event = provider?.event ?? provider?.label
        if (!found) {
          const what = event ? `${event}, nor ${method} to this path,` : `${method} to this path`
          toasts.info(`There is no earlier ${what} to compare with. Choose one with m.`)
          return
        }
        if (event && !found.isSameEvent) {
          toasts.info(`There is no earlier ${event}: this is the previous ${method} to the path.`)
        }
        compare(found.request.seq, request.seq)
      } catch (error) {
        toasts.error(messageOf(error))
      }
    },
    markForCompare() {
      const [request, bin] = [selected.value, session.value]
      if (!request || !bin) return
      const marked = markedForCompare.value
      if (marked === request.seq) mark.value = undefined
      else if (marked === undefined) mark.value = { session: bin, seq: request.seq }
      else compare(marked, request.seq)
    },
    markedForCompare,
    clearMark() {
      mark.value = undefined
    },
    swapSides() {
      const from = place.value
      const compared = from?.compare
      if (!compared || from.seq === null) return
      if (compared.type === 'request') {
        open(compared.seq, { type: 'request', seq: from.seq }, { replace: true })
      } else {
        const { left, right } = compared
        open(from.seq, { ...compared, left: right, right: left }, { replace: true })
      }
    },
    closeCompare() {
      const from = place.value
      if (from?.compare) router.go({ ...from, compare: undefined })
    },
  }
}
