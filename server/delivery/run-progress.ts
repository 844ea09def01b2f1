// How far one run is: counts its deliveries, and saves and tells of them now and then, the end always.

import type { Store } from '../store/store.ts'
import type { DeliveryOutcome } from '../wire/deliveries.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import { keptUnsentReasons, type Run, type RunState } from '../wire/runs.ts'

export interface RunListener {
  onProgress(bin: BinId, run: Run): void
  /** These requests have more deliveries than before. */
  onDelivered(bin: BinId, rev: number, requests: readonly RequestSummary[]): void
}

export interface RunProgressOptions extends RunListener {
  readonly bin: BinId
  readonly store: Pick<Store, 'updateRun'>
  /** The run is there no more. */
  readonly onGone: () => void
  readonly onFailure: (error: unknown) => void
}

export interface RunProgress {
  readonly run: Run
  setTotal(total: number): void
  countOutcome(outcome: DeliveryOutcome, rev: number, request: RequestSummary): void
  countUnsent(seq: Seq, why: string): void
  /** Resolves when the end is kept and told. */
  end(state: Exclude<RunState, 'running'>, endedAt: number, detail?: string): Promise<void>
}

const tellEveryMs = 100

export function createRunProgress(started: Run, options: RunProgressOptions): RunProgress {
  const { bin, store, onProgress, onDelivered, onGone, onFailure } = options
  let run = started
  let changed = new Map<Seq, RequestSummary>()
  let rev = 0
  let timer: ReturnType<typeof setTimeout> | undefined
  let told = Promise.resolve()

  function change(next: Partial<Run>): void {
    run = { ...run, ...next }
    timer ??= setTimeout(() => {
      timer = undefined
      tell()
    }, tellEveryMs)
  }

  function tell(): Promise<void> {
    const now = run
    const requests = [...changed.values()]
    changed = new Map()
    told = told.then(async () => {
      try {
        if (!(await store.updateRun(bin, now))) onGone()
      } catch (error) {
        onFailure(error)
      }
      if (requests.length > 0) onDelivered(bin, rev, requests)
      onProgress(bin, now)
    })
    return told
  }

  return {
    get run() {
      return run
    },
    setTotal: (total) => change({ total }),
    countOutcome(outcome, newRev, request) {
      changed.set(request.seq, request)
      rev = newRev
      const kind = kindOf(outcome)
      change({ [kind]: run[kind] + 1 })
    },
    countUnsent(seq, why) {
      const reasons = run.unsentReasons
      change({
        unsent: run.unsent + 1,
        unsentReasons: reasons.length < keptUnsentReasons ? [...reasons, { seq, why }] : reasons,
      })
    },
    end(state, endedAt, detail) {
      clearTimeout(timer)
      run = { ...run, state, endedAt, ...(detail === undefined ? {} : { detail }) }
      return tell()
    },
  }
}

function kindOf(outcome: DeliveryOutcome): 'ok' | 'rejected' | 'unanswered' {
  if (outcome.type === 'error') return 'unanswered'
  return outcome.status < 400 ? 'ok' : 'rejected'
}
