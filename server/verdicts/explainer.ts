// Looks for the cause of mismatches for which there was no time when they arrived, in the background and with measure.

import { setTimeout as sleep } from 'node:timers/promises'
import type { BinCredentials } from '../providers/examine.ts'
import type { Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { Judge } from './judge.ts'

export interface ExplainerOptions {
  readonly store: Pick<Store, 'recordVerdicts'>
  readonly judge: Judge
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
  readonly takeTurn: () => Promise<void>
  /** How often what bins hold has changed. */
  readonly changes: () => number
  readonly onChanged: (bin: BinId, rev: number, requests: readonly RequestSummary[]) => void
  readonly onFailure: (error: unknown) => void
}

export interface Explainer {
  /** Does so soon. With many waiting it is not done; whoever opens the request asks again. */
  explain(bin: BinId, seq: Seq): void
  close(): Promise<void>
}

const mostWaiting = 200
/** For each millisecond of looking, so many for everything else: anyone can send what is wrong. */
const restPerWork = 3

export function createExplainer(options: ExplainerOptions): Explainer {
  const { store, judge, credentialsOf, takeTurn, changes, onChanged, onFailure } = options
  const waiting = new Map<string, { readonly bin: BinId; readonly seq: Seq }>()
  const stopping = new AbortController()
  const { signal } = stopping
  let running: Promise<void> | undefined

  async function run(): Promise<void> {
    for (const [key, { bin, seq }] of waiting) {
      waiting.delete(key)
      await takeTurn()
      if (signal.aborted) break
      const startedAt = performance.now()
      await explainOne(bin, seq).catch(onFailure)
      const workMs = performance.now() - startedAt
      await sleep(workMs * restPerWork, undefined, { signal }).catch(() => {})
    }
    running = undefined
  }

  async function explainOne(bin: BinId, seq: Seq): Promise<void> {
    const before = changes()
    const verdict = await judge(bin, seq, await credentialsOf(bin), 'thorough')
    // What was checked with may be held no more; a verdict with what is held now would be put back to this one.
    if (changes() !== before) return explain(bin, seq)
    const written = verdict && (await store.recordVerdicts(bin, [verdict]))
    if (written && written.value.length > 0) onChanged(bin, written.rev, written.value)
  }

  function explain(bin: BinId, seq: Seq): void {
    if (signal.aborted || waiting.size >= mostWaiting) return
    waiting.set(`${bin} ${seq}`, { bin, seq })
    running ??= run()
  }

  return {
    explain,

    async close() {
      stopping.abort()
      await running
    },
  }
}
