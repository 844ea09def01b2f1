// The list as it is shown: all that is loaded, or what the filter takes. What is done to it is done to both.

import { computed, type ReadonlySignal } from '@preact/signals'
import type { FilterSearch } from './filter-search.ts'
import type { OlderPages } from './older-pages.ts'
import type { RequestList } from './request-list.ts'

/** `unread` and `find` are about the bin, `rows`, `shape` and `indexOf` about what is shown. */
export function createShownList(
  all: RequestList,
  search: ReadonlySignal<FilterSearch | undefined>,
): RequestList {
  const matches = () => search.value?.list
  const shown = () => matches() ?? all
  const rows = computed(() => shown().rows.value)
  return {
    ...all,
    rows,
    shape: computed(() => shown().shape.value),
    find: (seq) => all.find(seq) ?? search.peek()?.list.find(seq),
    findVisible: (seq) => matches()?.findVisible(seq) ?? all.findVisible(seq),
    indexOf: (seq) => shown().indexOf(seq),
    change(changes) {
      all.change(changes)
      search.peek()?.list.change(changes)
    },
    remove(seqs) {
      all.remove(seqs)
      search.peek()?.list.remove(seqs)
    },
    removeUpTo(seq) {
      all.removeUpTo(seq)
      search.peek()?.list.removeUpTo(seq)
    },
  }
}

export function createShownPages(
  all: OlderPages,
  search: ReadonlySignal<FilterSearch | undefined>,
): Pick<OlderPages, 'state' | 'failure' | 'reached' | 'loadMore'> {
  const shown = () => search.value?.older ?? all
  return {
    state: computed(() => shown().state.value),
    failure: computed(() => shown().failure.value),
    reached: computed(() => shown().reached.value),
    loadMore: (wanted) => (search.peek()?.older ?? all).loadMore(wanted),
  }
}
