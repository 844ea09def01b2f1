// Runs: starts them, bounds how many there are, and ends them, at a user's wish or with the server (D6).

import type { Store } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { Run, RunOptions, RunState } from '../wire/runs.ts'
import { type Execution, executeRun } from './execute-run.ts'
import type { Replayer } from './replay.ts'
import { createRunProgress, type RunListener, type RunProgress } from './run-progress.ts'
import { createSlots } from './slots.ts'

export interface BulkOptions extends RunListener {
  readonly store: Pick<Store, 'createRun' | 'updateRun'>
  readonly replayer: Replayer
  readonly now: () => number
  readonly newId: () => string
  /** A whole number that no one can foresee. */
  readonly newSeed: () => number
  readonly takeTurn: () => Promise<void>
  readonly onFailure: (error: unknown) => void
}

export interface Bulk {
  /**
   * Resolves when it is under way. Rejects with an AppError, and nothing kept, when it cannot be: `bad-target`,
   * `target-denied`, `too-many`, `unavailable`.
   */
  start(bin: BinId, options: RunOptions, seqs: AsyncIterable<readonly Seq[]>): Promise<Run>
  /** Cancels it and resolves to it as it ended; undefined when it is not running. */
  cancel(bin: BinId, id: string): Promise<Run | undefined>
  /** Interrupts all runs; resolves when their last outcomes are kept. */
  close(): Promise<void>
}

interface ActiveRun {
  readonly bin: BinId
  readonly progress: RunProgress
  stop(as: 'cancelled' | 'interrupted'): void
  readonly ended: Promise<void>
}

const checkTimeoutMs = 10_000
const mostPerBin = 4
const mostInAll = 16
/** Each may hold a body of the largest size, and an answer. */
const mostDeliveriesAtOnce = 64

export function createBulk(options: BulkOptions): Bulk {
  const { store, replayer, now, newId, newSeed, takeTurn, onFailure } = options
  const slots = createSlots(mostDeliveriesAtOnce)
  const active = new Map<string, ActiveRun>()
  let isClosed = false

  function refuseTooMany(bin: BinId): void {
    if (isClosed) throw new AppError('unavailable', 'The server is stopping. Try again soon.')
    const ofBin = [...active.values()].filter((run) => run.bin === bin)
    if (ofBin.length >= mostPerBin) {
      throw new AppError(
        'too-many',
        `This bin has ${mostPerBin} runs under way. Wait for one to end, or cancel one.`,
      )
    }
    if (active.size >= mostInAll) {
      throw new AppError(
        'too-many',
        `The server has ${mostInAll} runs under way. Try again when one has ended.`,
      )
    }
  }

  function launch(
    bin: BinId,
    run: Run,
    what: Pick<Execution, 'seqs' | 'edit'>,
    isKept: Promise<boolean>,
  ): ActiveRun {
    const stopping = new AbortController()
    let stoppedAs: 'cancelled' | 'interrupted' | undefined
    const stop: ActiveRun['stop'] = (as) => {
      stoppedAs ??= as
      stopping.abort()
    }
    const progress = createRunProgress(run, {
      ...options,
      bin,
      onGone: () => stop('cancelled'),
    })

    async function carryOut(): Promise<[Exclude<RunState, 'running'>, string?]> {
      try {
        if (!(await isKept)) return ['cancelled']
        const { signal } = stopping
        await executeRun({ ...what, bin, progress, replayer, slots, takeTurn, signal })
        return [stoppedAs ?? 'done']
      } catch (error) {
        if (error instanceof AppError) return ['failed', error.message]
        onFailure(error)
        return ['failed', 'Hooklens failed; its log says why.']
      }
    }

    const ended = carryOut()
      .then(([state, detail]) => progress.end(state, now(), detail))
      .finally(() => active.delete(run.id))
    return { bin, progress, stop, ended }
  }

  return {
    async start(bin, { seqs: listed, edit, ...wanted }, seqs) {
      refuseTooMany(bin)
      const only = listed?.length === 1 ? listed[0] : undefined
      const how = edit ? { ...wanted, edit } : wanted
      await replayer.check(bin, only, how, AbortSignal.timeout(checkTimeoutMs))
      const needsSeed = wanted.order === 'shuffled' && wanted.seed === undefined
      const run: Run = {
        id: newId(),
        createdAt: now(),
        endedAt: null,
        state: 'running',
        options: needsSeed ? { ...wanted, seed: newSeed() } : wanted,
        total: 0,
        ok: 0,
        rejected: 0,
        unanswered: 0,
        unsent: 0,
        unsentReasons: [],
      }
      // Others may have started while the target was looked up.
      refuseTooMany(bin)
      const isKept = store.createRun(bin, run)
      active.set(run.id, launch(bin, run, { seqs, edit }, isKept))
      if (!(await isKept)) throw noBin()
      return run
    },

    async cancel(bin, id) {
      const found = active.get(id)
      if (found?.bin !== bin) return undefined
      found.stop('cancelled')
      await found.ended
      return found.progress.run
    },

    async close() {
      isClosed = true
      const all = [...active.values()]
      for (const run of all) run.stop('interrupted')
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

function noBin(): AppError {
  return new AppError('not-found', 'There is no such bin. It may have expired or been deleted.')
}
