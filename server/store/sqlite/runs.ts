// Runs, and what came of them as their deliveries tell.

import { createHash } from 'node:crypto'
import type Database from 'better-sqlite3'
import type { BinId, Seq } from '../../wire/ids.ts'
import { keptRuns, type Run, type RunAttempt, type RunOutcome } from '../../wire/runs.ts'
import type { NewDelivery, Store } from '../store.ts'
import { number, text } from './parameters.ts'
import type { BinHead, RequestFinder } from './requests.ts'

export type Runs = Pick<Store, 'createRun' | 'updateRun' | 'listRuns' | 'getRun' | 'interruptRuns'>

/** As in the column `attempt`. */
interface StoredAttempt extends RunAttempt {
  readonly createdAt: number
}

interface AttemptRow {
  readonly row: number
  readonly seq: Seq
  readonly attempt: string
}

/** Read at one go: about a millisecond's worth. */
const sliceAttempts = 500

export function createRuns(
  db: Database.Database,
  finder: RequestFinder,
  takeTurn: () => Promise<void>,
): Runs {
  const insert = db.prepare('INSERT INTO runs (bin_no, id, state, run) VALUES (?, ?, ?, ?)')
  const update = db.prepare(
    `UPDATE runs SET state = ?, run = ? WHERE bin_no = ${number} AND id = ${text}`,
  )
  const trim = db.prepare(`
    DELETE FROM runs WHERE bin_no = ${number} AND state <> 'running' AND no <=
      (SELECT no FROM runs WHERE bin_no = ${number} ORDER BY no DESC LIMIT 1 OFFSET ${keptRuns})`)
  const list = db.prepare<[number], string>(
    `SELECT run FROM runs WHERE bin_no = ${number} ORDER BY no DESC`,
  )
  list.pluck()
  const find = db.prepare<[number, string], string>(
    `SELECT run FROM runs WHERE bin_no = ${number} AND id = ${text}`,
  )
  find.pluck()
  const attempts = db.prepare<[number, string, number, number], AttemptRow>(
    `SELECT row, seq, attempt FROM deliveries
      WHERE bin_no = ${number} AND run = ${text} AND row > ${number} ORDER BY row LIMIT ${number}`,
  )
  const running = db.prepare<[], { no: number; run: string }>(
    "SELECT no, run FROM runs WHERE state = 'running'",
  )
  const end = db.prepare('UPDATE runs SET state = ?, run = ? WHERE no = ?')

  const create = db.transaction((id: BinId, run: Run): boolean => {
    const bin = finder.findBin(id)
    if (bin === undefined) return false
    insert.run(bin.no, run.id, run.state, JSON.stringify(run))
    trim.run(bin.no, bin.no)
    return true
  })

  const interrupt = db.transaction((endedAt: number): number => {
    const left = running.all()
    for (const { no, run } of left) {
      const ended: Run = { ...toRun(run), state: 'interrupted', endedAt }
      end.run(ended.state, JSON.stringify(ended), no)
    }
    return left.length
  })

  async function outcomesOf(bin: BinHead, run: string): Promise<readonly RunOutcome[]> {
    const bySeq = new Map<Seq, StoredAttempt[]>()
    let after = 0
    for (;;) {
      await takeTurn()
      const rows = attempts.all(bin.no, run, after, sliceAttempts)
      for (const { row, seq, attempt } of rows) {
        after = row
        // Below the bin's first seq wait rows that are no longer there for anyone.
        if (seq < bin.first_seq) continue
        const found = bySeq.get(seq)
        if (found) found.push(toAttempt(attempt))
        else bySeq.set(seq, [toAttempt(attempt)])
      }
      if (rows.length < sliceAttempts) break
    }
    return [...bySeq].sort(([a], [b]) => a - b).map(([seq, made]) => outcomeOf(seq, made))
  }

  return {
    async createRun(id, run) {
      return create.immediate(id, run)
    },

    async updateRun(id, run) {
      const bin = finder.findBin(id)
      if (bin === undefined) return false
      return update.run(run.state, JSON.stringify(run), bin.no, run.id).changes > 0
    },

    async listRuns(id) {
      const bin = finder.findBin(id)
      return bin === undefined ? [] : list.all(bin.no).map(toRun)
    },

    async getRun(id, runId) {
      const bin = finder.findBin(id)
      const found = bin && find.get(bin.no, runId)
      if (bin === undefined || found === undefined) return undefined
      return { ...toRun(found), outcomes: await outcomesOf(bin, runId) }
    },

    async interruptRuns(endedAt) {
      return interrupt.immediate(endedAt)
    },
  }
}

/** The column `attempt` of a delivery; null when it belongs to no run. */
export function attemptOf({ delivery, body }: NewDelivery): string | null {
  if (delivery.run === undefined) return null
  const { id, outcome, timings, createdAt } = delivery
  const isAnswered = outcome.type === 'response'
  const attempt: StoredAttempt = {
    delivery: id,
    status: isAnswered ? outcome.status : null,
    error: isAnswered ? null : outcome.code,
    totalMs: timings.totalMs,
    bodySha256: isAnswered ? createHash('sha256').update(body).digest('hex') : null,
    createdAt,
  }
  return JSON.stringify(attempt)
}

function outcomeOf(seq: Seq, made: readonly StoredAttempt[]): RunOutcome {
  // Stored in the order they ended.
  const inOrder = made.toSorted((a, b) => a.createdAt - b.createdAt)
  const [first] = inOrder
  const isSame = inOrder.every(({ status }) => status !== null && status === first?.status)
  return { seq, attempts: inOrder.map(({ createdAt: _, ...attempt }) => attempt), isSame }
}

function toRun(json: string): Run {
  // Written from the same type.
  return JSON.parse(json) as Run
}

function toAttempt(json: string): StoredAttempt {
  // Written by `attemptOf`.
  return JSON.parse(json) as StoredAttempt
}
