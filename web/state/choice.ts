// The requests chosen for one action on all of them: which, and how a stretch of the list is chosen. Knows no actions.

import { computed, type ReadonlySignal, signal, untracked } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestList } from './request-list.ts'
import type { ShownRows } from './shown-rows.ts'

export interface Choice {
  readonly seqs: ReadonlySignal<ReadonlySet<Seq>>
  /** On a touch screen a tap chooses, while this holds. */
  readonly isChoosing: ReadonlySignal<boolean>
  /** The row of `seq`: with it all that it stands for. */
  toggle(seq: Seq): void
  /** All rows from the one last chosen, or `from`, to that of `seq`. */
  extendTo(seq: Seq, from?: Seq | null): void
  /** All that are loaded and shown. */
  chooseAll(): void
  startChoosing(): void
  clear(): void
}

export function createChoice(
  list: Pick<RequestList, 'rows' | 'shape' | 'indexOf'>,
  shown: ShownRows,
): Choice {
  const chosen = signal<ReadonlySet<Seq>>(new Set())
  const isMode = signal(false)
  /** Where a stretch begins, and what was chosen beside it. */
  let start: { readonly seq: Seq; readonly others: ReadonlySet<Seq> } | undefined
  const oldest = computed(() => list.rows.value.at(-1)?.seq)
  /** Without those that are gone, or not shown by the filter; not gone through as more arrive. */
  const seqs = computed<ReadonlySet<Seq>>(() => {
    if (chosen.value.size === 0) return chosen.value
    list.shape.value
    oldest.value
    return untracked(() => new Set([...chosen.value].filter((seq) => list.indexOf(seq) >= 0)))
  })

  function standingFor(index: number): readonly Seq[] {
    const row = shown.at(index)
    if (!row) return []
    return row.repeats.length > 0 && !row.isOpen ? row.repeats : [row.request.seq]
  }

  return {
    seqs,
    isChoosing: computed(() => isMode.value || seqs.value.size > 0),
    toggle(seq) {
      const wanted = standingFor(shown.indexOf(seq))
      const next = new Set(seqs.value)
      const isIn = next.has(wanted[0] ?? seq)
      for (const each of wanted) isIn ? next.delete(each) : next.add(each)
      chosen.value = next
      start = { seq, others: next }
    },
    extendTo(seq, from = null) {
      start ??= { seq: from ?? seq, others: seqs.value }
      const [one, other] = [shown.indexOf(start.seq), shown.indexOf(seq)]
      if (other < 0) return
      const next = new Set(start.others)
      const first = Math.min(one < 0 ? other : one, other)
      for (let index = first; index <= Math.max(one, other); index += 1) {
        for (const each of standingFor(index)) next.add(each)
      }
      chosen.value = next
    },
    chooseAll() {
      chosen.value = new Set(list.rows.value.map(({ seq }) => seq))
      start = undefined
    },
    startChoosing() {
      isMode.value = true
    },
    clear() {
      chosen.value = new Set()
      isMode.value = false
      start = undefined
    },
  }
}
