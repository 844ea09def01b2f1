// Who wants to hear of everything that happens to a bin's requests, besides the lists of them.

import type { ReadonlySignal } from '@preact/signals'
import type { BinEvent } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { RequestList } from './request-list.ts'

export interface BinWatcher {
  /** Ascending, each request once, none left out. */
  captured(requests: readonly RequestSummary[]): void
  /** `gone` are those that were loaded; `isAll` when none went but these. */
  removed(gone: readonly RequestSummary[], isAll: boolean): void
  /** Marks or deliveries, and with `changesTone` what a request counts as: its answer, or its verdict. */
  changed(changesTone: boolean): void
  /** Something may have happened that nobody saw. */
  missed(): void
}

export interface BinWatchers extends Pick<BinWatcher, 'captured' | 'changed'> {
  /** To be told before the lists forget what goes. */
  removing(event: Extract<BinEvent, { type: 'removed' }>): void
  /** Each time but the first, something may have been missed. */
  subscribed(): void
  /** Returns what ends it. */
  add(watcher: BinWatcher): () => void
}

/** `lists` hold what is loaded, which is all there is where `isWhole`. */
export function createBinWatchers(
  lists: readonly Pick<RequestList, 'rows' | 'find'>[],
  isWhole: ReadonlySignal<boolean>,
): BinWatchers {
  const watchers = new Set<BinWatcher>()
  let isBack = false
  const tell = (what: (watcher: BinWatcher) => void) => {
    for (const watcher of watchers) what(watcher)
  }
  return {
    captured: (requests) => tell((watcher) => watcher.captured(requests)),
    changed: (changesTone) => tell((watcher) => watcher.changed(changesTone)),
    removing(event) {
      const isUpTo = 'upTo' in event
      const gone = isUpTo
        ? lists.flatMap(({ rows }) => rows.peek().filter(({ seq }) => seq <= event.upTo))
        : event.seqs.flatMap((seq) => lists.map((list) => list.find(seq)).find(Boolean) ?? [])
      const isAll = isUpTo ? isWhole.peek() : gone.length === event.seqs.length
      tell((watcher) => watcher.removed(gone, isAll))
    },
    subscribed() {
      if (isBack) tell((watcher) => watcher.missed())
      isBack = true
    },
    add(watcher) {
      watchers.add(watcher)
      return () => watchers.delete(watcher)
    },
  }
}
