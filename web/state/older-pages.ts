// Loads older requests a page at a time as the list is scrolled towards its end.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { messageOf, type Page, type PageOptions } from '../api.ts'

export type OlderState = 'more' | 'loading' | 'failed' | 'end'

export interface OlderPages {
  readonly state: ReadonlySignal<OlderState>
  /** Why the last page did not come. */
  readonly failure: ReadonlySignal<string>
  /** All above this are loaded; null at the end. */
  readonly reached: ReadonlySignal<Seq | null>
  /** Where the loaded part of the bin ends: pass the first page's `next`. */
  start(next: Seq | null): void
  /**
   * Asks until enough rows have come, in larger pages where many are wanted: a filter's pages may be short, even
   * empty, before the end.
   */
  loadMore(wanted?: number): Promise<void>
  close(): void
}

export interface OlderPagesDeps {
  readonly ask: (options: PageOptions, signal: AbortSignal) => Promise<Page>
  readonly add: (requests: readonly RequestSummary[]) => void
}

const pageSize = 200
/** What the API takes; a page takes longer, a thousand rows less. */
const largePageSize = 2_000
const enoughRows = 50

export function createOlderPages({ ask, add }: OlderPagesDeps): OlderPages {
  const state = signal<OlderState>('end')
  const failure = signal('')
  const reached = signal<Seq | null>(null)
  let controller = new AbortController()
  let running: Promise<void> = Promise.resolve()

  function start(from: Seq | null): void {
    controller.abort()
    controller = new AbortController()
    reached.value = from
    state.value = from === null ? 'end' : 'more'
  }

  async function load(wanted: number): Promise<void> {
    const { signal } = controller
    state.value = 'loading'
    for (let added = 0; added < wanted; ) {
      const before: Seq | null = reached.peek()
      if (before === null) break
      let page: Page
      try {
        const limit = wanted - added > pageSize ? largePageSize : pageSize
        page = await ask({ before, limit, order: 'desc' }, signal)
      } catch (error) {
        if (signal.aborted) return
        failure.value = messageOf(error)
        state.value = 'failed'
        return
      }
      if (signal.aborted) return
      add(page.requests)
      added += page.requests.length
      reached.value = page.next
    }
    state.value = reached.peek() === null ? 'end' : 'more'
  }

  return {
    state,
    failure,
    reached,
    start,
    loadMore(wanted = enoughRows) {
      if (reached.peek() !== null && state.peek() !== 'loading') running = load(wanted)
      return running
    },
    close: () => controller.abort(),
  }
}
