// The runs of one bin, as far as the page has heard of them, and which of them is looked at.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { doneOf, type Run } from '../../server/wire/runs.ts'
import type { BinApi } from '../api.ts'

export interface Runs {
  /** Newest first. */
  readonly list: ReadonlySignal<readonly Run[]>
  readonly running: ReadonlySignal<readonly Run[]>
  /** Null is the list of them. */
  readonly shown: Signal<string | null>
  find(id: string): Run | undefined
  receive(run: Run): void
  /** Asks for all of them; rejects with the API's reason. */
  load(): Promise<void>
}

export function createRuns(api: Pick<BinApi, 'listRuns'>): Runs {
  const byId = signal<ReadonlyMap<string, Run>>(new Map())
  const list = computed(() => [...byId.value.values()].sort((a, b) => b.createdAt - a.createdAt))

  function receive(...runs: readonly Run[]): void {
    const next = new Map(byId.value)
    for (const run of runs) {
      const known = next.get(run.id)
      // An answer that was under way may be older than the last event.
      if (!known || progressOf(run) >= progressOf(known)) next.set(run.id, run)
    }
    byId.value = next
  }

  return {
    list,
    running: computed(() => list.value.filter(({ state }) => state === 'running')),
    shown: signal(null),
    find: (id) => byId.value.get(id),
    receive,
    load: async () => receive(...(await api.listRuns())),
  }
}

function progressOf(run: Run): number {
  return run.state === 'running' ? doneOf(run) : Number.POSITIVE_INFINITY
}
