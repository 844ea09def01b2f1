// The report on retries that is open: fetched, and again as attempts arrive, no more often than the server bears.

import { type ReadonlySignal, signal } from '@preact/signals'
import type { RetryReport } from '../../server/wire/rules/report/retry-report.ts'
import { messageOf } from '../api.ts'
import type { ReportApi, ReportScope } from '../report-api.ts'
import type { BinSession } from './bin-session.ts'

export interface OpenReport {
  /** The last one that was read; undefined before the first. */
  readonly report: ReadonlySignal<RetryReport | undefined>
  readonly problem: ReadonlySignal<string>
  /** Reads it again, of other requests or with more events. */
  show(scope: ReportScope & { readonly events: number }): void
  close(): void
}

export interface OpenReportDeps {
  readonly api: ReportApi
  readonly session: Pick<BinSession, 'watch'>
  readonly now: () => number
}

/** Between two readings at least; after a slow one, so many times as long as it took. */
const leastPauseMs = 1_000
const pauseFactor = 4
/** Timers take no more than that. */
const longestTimerMs = 2 ** 31 - 1

export function createOpenReport({ api, session, now }: OpenReportDeps): OpenReport {
  const report = signal<RetryReport | undefined>(undefined)
  const problem = signal('')
  let scope: Parameters<OpenReport['show']>[0] | undefined
  let isUnderWay = false
  let isStale = false
  let isClosed = false
  let timer: ReturnType<typeof setTimeout> | undefined

  async function read(): Promise<void> {
    clearTimeout(timer)
    isStale = isUnderWay
    if (isUnderWay || isClosed || !scope) return
    isUnderWay = true
    const wanted = scope
    const startedAt = now()
    try {
      const found = await api.get(wanted)
      if (wanted === scope) report.value = found
      problem.value = ''
    } catch (error) {
      problem.value = messageOf(error)
    }
    isUnderWay = false
    if (isClosed) return
    const tookMs = now() - startedAt
    if (wanted !== scope) void read()
    else if (isStale) wait(Math.max(leastPauseMs, tookMs * pauseFactor))
    else waitForSilence()
  }

  function wait(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(read, Math.min(longestTimerMs, ms))
  }

  /** Silence is news too: some time it means that the sender has given up. */
  function waitForSilence(): void {
    const { changesAt, at } = report.peek() ?? {}
    // By the server's clock, as it was then.
    if (changesAt && at !== undefined) wait(Math.max(leastPauseMs, changesAt - at + 50))
  }

  /** What arrives in a burst is read once. */
  function soon(): void {
    if (isUnderWay) isStale = true
    else if (!isStale) {
      isStale = true
      wait(report.peek() ? leastPauseMs / 4 : 0)
    }
  }

  const unwatch = session.watch({
    captured: soon,
    removed: soon,
    changed: (changesTone) => changesTone && soon(),
    missed: soon,
  })

  return {
    report,
    problem,
    show(wanted) {
      scope = wanted
      void read()
    },
    close() {
      isClosed = true
      clearTimeout(timer)
      unwatch()
    },
  }
}
