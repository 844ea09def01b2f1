// Makes the deliveries of one run: in order, so many at once, spaced, until they are made or it is stopped.

import { setTimeout as sleep } from 'node:timers/promises'
import type { DeliveryEdit } from '../wire/deliveries.ts'
import { AppError, type ErrorCode } from '../wire/errors.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import { mostRunDeliveries } from '../wire/runs.ts'
import type { Replayer } from './replay.ts'
import { orderDeliveries } from './run-order.ts'
import type { RunProgress } from './run-progress.ts'
import type { Slots } from './slots.ts'

export interface Execution {
  readonly bin: BinId
  readonly progress: RunProgress
  /** What to send, as far as it is known, page by page; read once. */
  readonly seqs: AsyncIterable<readonly Seq[]>
  readonly edit: DeliveryEdit | undefined
  readonly replayer: Replayer
  readonly slots: Slots
  readonly takeTurn: () => Promise<void>
  /** Deliveries under way are cancelled when it aborts, and none is begun. */
  readonly signal: AbortSignal
}

type Sent = Awaited<ReturnType<Replayer['send']>>

/** Outcomes on the way to the disk beyond this, nothing more is sent: one at a time waits for no commit, and many share one. */
const mostUnkept = 32

/** One delivery that cannot be made does not keep the others from being made; what is wrong with the server does. */
const fatal: ReadonlySet<ErrorCode> = new Set(['store-full', 'unavailable', 'internal'])

/** Resolves when every delivery has ended. Rejects when it cannot go on, after those under way have ended too. */
export async function executeRun(execution: Execution): Promise<void> {
  const { progress, signal } = execution
  const { times = 1, order, seed = 0, concurrency = 1, delayMs = 0 } = progress.run.options
  const seqs = await collect(execution, times)
  progress.setTotal(seqs.length * times)
  const upcoming = orderDeliveries(seqs, { times, order, seed })
  const waitForStart = createPace(delayMs, signal)
  /** Sent, and their outcomes on the way to the disk. */
  const unkept = new Set<Promise<void>>()
  let failure: { readonly error: unknown } | undefined

  async function work(): Promise<void> {
    while (!signal.aborted && !failure) {
      const { value: seq } = upcoming.next()
      if (seq === undefined) return
      await waitForStart()
      const sending = deliver(execution, seq)
      const counted = count(progress, seq, sending)
        .catch((error) => {
          failure ??= { error }
        })
        .finally(() => unkept.delete(counted))
      unkept.add(counted)
      await sending.catch(() => counted)
      if (unkept.size >= concurrency + mostUnkept) await Promise.race(unkept)
    }
  }

  await Promise.all(Array.from({ length: concurrency }, work))
  await Promise.all(unkept)
  if (failure) throw failure.error
}

async function collect({ seqs: pages, signal }: Execution, times: number): Promise<readonly Seq[]> {
  const seqs = new Set<Seq>()
  for await (const page of pages) {
    if (signal.aborted) break
    for (const seq of page) seqs.add(seq)
    if (seqs.size * times > mostRunDeliveries) throw tooLong()
  }
  return [...seqs]
}

/** Resolves when it is sent and answered; to undefined when it was stopped before. */
async function deliver(execution: Execution, seq: Seq): Promise<Sent | undefined> {
  const { slots, takeTurn, signal } = execution
  const giveBack = await slots.take(signal)
  if (!giveBack) return undefined
  try {
    await takeTurn()
    if (signal.aborted) return undefined
    return await send(execution, seq)
  } finally {
    giveBack()
  }
}

async function count(
  progress: RunProgress,
  seq: Seq,
  sending: Promise<Sent | undefined>,
): Promise<void> {
  try {
    const sent = await sending
    if (!sent) return
    const { delivery, rev, summary } = await sent.kept
    progress.countOutcome(delivery.outcome, rev, summary)
  } catch (error) {
    if (!(error instanceof AppError) || fatal.has(error.code)) throw error
    progress.countUnsent(seq, error.message)
  }
}

/** With a signal of its own: whatever a delivery hangs on it, the run's would hold for as long as the run lasts. */
async function send(
  { bin, progress: { run }, replayer, edit, signal }: Execution,
  seq: Seq,
): Promise<Sent> {
  const options = edit ? { ...run.options, edit } : run.options
  const own = new AbortController()
  const cancel = () => own.abort()
  signal.addEventListener('abort', cancel)
  try {
    return await replayer.send(bin, seq, options, own.signal, run.id)
  } finally {
    signal.removeEventListener('abort', cancel)
  }
}

/** Each call resolves `delayMs` after the one before, or at once when the signal has aborted. */
function createPace(delayMs: number, signal: AbortSignal): () => Promise<void> {
  let nextAt = 0
  return async () => {
    if (delayMs === 0) return
    const at = Math.max(performance.now(), nextAt)
    nextAt = at + delayMs
    await sleep(Math.max(0, at - performance.now()), undefined, { signal }).catch(() => {})
  }
}

function tooLong(): AppError {
  return new AppError(
    'bad-request',
    `A run makes at most ${mostRunDeliveries.toLocaleString('en')} deliveries. Choose fewer requests, or send each fewer times.`,
  )
}
