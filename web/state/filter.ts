// A bin's filter: what is typed, what is applied, and the list as it leaves it.

import {
  batch,
  computed,
  effect,
  type ReadonlySignal,
  type Signal,
  signal,
  untracked,
} from '@preact/signals'
import type { BinId } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import { createFilterLanguage, type FilterLanguage } from './filter-language.ts'
import { createRecentFilters, type RecentFilters } from './filter-recent.ts'
import { createFilterSearch, type FilterSearch } from './filter-search.ts'
import type { RequestList } from './request-list.ts'
import type { KeyValueStore } from './stored.ts'

export interface BinFilter {
  /** As the address has it. */
  readonly text: ReadonlySignal<string>
  /** As the field has it. */
  readonly draft: Signal<string>
  readonly language: FilterLanguage
  readonly recent: RecentFilters
  /** The applied filter at work; undefined where there is none. */
  readonly search: ReadonlySignal<FilterSearch | undefined>
  consider(requests: readonly RequestSummary[]): void
  retry(): void
  /** Searches anew: something that was not seen may have changed what matches. */
  restart(): void
  close(): void
}

export interface BinFilterDeps {
  readonly api: Pick<BinApi, 'listRequests'>
  readonly bin: BinId
  readonly text: ReadonlySignal<string>
  readonly storage: KeyValueStore
  readonly loaded: () => readonly RequestSummary[]
  readonly createList: () => RequestList
  readonly now: () => number
  readonly onError: (error: unknown) => void
}

export function createBinFilter(deps: BinFilterDeps): BinFilter {
  const { text, bin, storage } = deps
  const draft = signal(text.peek())
  const search = signal<FilterSearch | undefined>(undefined)
  const language = createFilterLanguage()
  const applied = computed(() => text.value.trim())

  function restart(): void {
    search.peek()?.close()
    search.value =
      applied.peek() === ''
        ? undefined
        : createFilterSearch({ ...deps, language, text: applied.peek(), list: deps.createList() })
  }

  const stopDraft = effect(() => {
    draft.value = text.value
  })
  const stopSearch = effect(() => {
    applied.value
    untracked(() => batch(restart))
  })

  return {
    text,
    draft,
    language,
    recent: createRecentFilters(storage, bin),
    search,
    consider: (requests) => search.peek()?.consider(requests),
    retry: () => search.peek()?.retry(),
    restart,
    close() {
      stopDraft()
      stopSearch()
      search.peek()?.close()
    },
  }
}
