// One applied filter: the requests it takes, asked of the server from the newest down, and kept right as more arrive.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import type { Reading } from './filter-engine.ts'
import type { FilterLanguage } from './filter-language.ts'
import { createOlderPages, type OlderPages } from './older-pages.ts'
import type { RequestList } from './request-list.ts'

export interface FilterSearch {
  readonly list: RequestList
  readonly older: OlderPages
  /** What the filter says, once that is known. */
  readonly reading: ReadonlySignal<Reading | undefined>
  /** Requests that have just arrived or changed. Those that no longer match stay until the filter is applied anew. */
  consider(requests: readonly RequestSummary[]): void
  /** Asks again what could not be asked. */
  retry(): void
  close(): void
}

export interface FilterSearchDeps {
  readonly api: Pick<BinApi, 'listRequests'>
  readonly language: FilterLanguage
  readonly text: string
  /** An empty list, to hold the matches. */
  readonly list: RequestList
  /** What is loaded already, of which many can be told without the server. */
  readonly loaded: () => readonly RequestSummary[]
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

const pageSize = 500

export function createFilterSearch(deps: FilterSearchDeps): FilterSearch {
  const { api, language, text, list, now } = deps
  const controller = new AbortController()
  const isRead = signal(false)
  const older = createOlderPages({
    ask: (options, signal) => api.listRequests({ ...options, filter: text }, signal),
    add: list.insert,
  })
  let unsure: readonly Seq[] = []
  let isAsking = false

  older.start(Number.MAX_SAFE_INTEGER)
  older.loadMore()
  language.readWhole(text).then(() => {
    if (controller.signal.aborted) return
    isRead.value = true
    list.insert(sort(deps.loaded()).taken)
  })

  /** The server refuses it too: nothing will ever match. */
  function isWrong(): boolean {
    return isRead.peek() && language.read(text)?.type === 'wrong'
  }

  /** Made anew for each batch: `at:-15m` moves on. */
  function sort(requests: readonly RequestSummary[]) {
    const reading = isRead.peek() ? language.read(text) : undefined
    const predicate =
      reading?.type === 'filter'
        ? language.engine.peek()?.predicateOf(reading.filter, now(), language.compiler.peek())
        : undefined
    const decided = requests.map((summary) => ({ summary, is: predicate?.test({ summary }) }))
    return {
      taken: decided.filter(({ is }) => is).map(({ summary }) => summary),
      unsure: decided.filter(({ is }) => is === undefined).map(({ summary }) => summary.seq),
    }
  }

  async function askUnsure(): Promise<void> {
    if (isAsking) return
    isAsking = true
    try {
      while (unsure.length > 0) {
        const asked = unsure
        await insertBetween(Math.min(...asked), Math.max(...asked))
        unsure = unsure.slice(asked.length)
      }
    } catch (error) {
      if (!controller.signal.aborted) deps.onError(error)
    } finally {
      isAsking = false
    }
  }

  async function insertBetween(first: Seq, last: Seq): Promise<void> {
    let after: Seq | null = first - 1
    while (after !== null && after < last) {
      const options = { filter: text, after, before: last + 1, limit: pageSize } as const
      const page = await api.listRequests({ ...options, order: 'asc' }, controller.signal)
      if (controller.signal.aborted) return
      list.insert(page.requests)
      after = page.next
    }
  }

  return {
    list,
    older,
    reading: computed(() => (isRead.value ? language.read(text) : undefined)),
    consider(requests) {
      if (isWrong()) return
      const sorted = sort(requests.filter(({ seq }) => !list.find(seq)))
      list.insert(sorted.taken)
      unsure = [...unsure, ...sorted.unsure]
      askUnsure()
    },
    retry() {
      askUnsure()
      if (older.state.peek() === 'failed' && !isWrong()) older.loadMore()
    },
    close() {
      controller.abort()
      older.close()
    },
  }
}
