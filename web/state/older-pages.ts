// Loads older requests a page at a time as the list is scrolled towards its end.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { BinApi, Page } from '../api.ts'
import type { RequestList } from './request-list.ts'

export type OlderState = 'more' | 'loading' | 'failed' | 'end'

export interface OlderPages {
  readonly state: ReadonlySignal<OlderState>
  /** Where the loaded part of the bin ends: pass the first page's `next`. */
  start(next: Seq | null): void
  loadMore(): Promise<void>
}

const pageSize = 200

export function createOlderPages(api: Pick<BinApi, 'listRequests'>, list: RequestList): OlderPages {
  const state = signal<OlderState>('end')
  let next: Seq | null = null
  let round = 0
  return {
    state,
    start(from) {
      round += 1
      next = from
      state.value = from === null ? 'end' : 'more'
    },
    async loadMore() {
      if (next === null || state.value === 'loading') return
      const mine = round
      state.value = 'loading'
      let page: Page
      try {
        page = await api.listRequests({ before: next, limit: pageSize, order: 'desc' })
      } catch {
        if (mine === round) state.value = 'failed'
        return
      }
      if (mine !== round) return
      list.addOlder(page.requests)
      next = page.next
      state.value = next === null ? 'end' : 'more'
    },
  }
}
