// Group commit: every request that waits while the disk is busy goes into the next transaction together (C3).

import type { Appended, AppendOutcome, NewRequest, Store } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'

export interface Writer {
  /** Resolves when the request is on disk, or says why it cannot be; rejects when the disk fails. */
  write(request: NewRequest): Promise<Appended>
  /** Resolves when all that was to be written before is stored, or could not be. */
  settled(): Promise<void>
  /** Commits what waits, then resolves. */
  close(): Promise<void>
}

export interface WriterOptions {
  readonly store: Pick<Store, 'append'>
  /** Called after each commit, with the requests in commit order beside their outcome. */
  readonly onCommitted: (requests: readonly NewRequest[], outcome: AppendOutcome) => void
  /** Body bytes that may wait for the disk before further captures are refused. */
  readonly maxWaitingBytes: number
  /** Requests that go into one transaction at most, so that no commit holds the event loop for long. */
  readonly maxBatch?: number
}

interface Waiting {
  readonly request: NewRequest
  readonly resolve: (appended: Appended) => void
  readonly reject: (error: unknown) => void
}

export function createWriter(options: WriterOptions): Writer {
  const { store, onCommitted, maxWaitingBytes, maxBatch = 256 } = options
  let waiting: Waiting[] = []
  let waitingBytes = 0
  let running: Promise<void> | undefined
  let last: Promise<unknown> = Promise.resolve()

  async function run(): Promise<void> {
    // One turn of the event loop: whatever the sockets hold by now shares the commit.
    await new Promise((resolve) => setImmediate(resolve))
    while (waiting.length > 0) {
      const batch = waiting.slice(0, maxBatch)
      waiting = waiting.slice(maxBatch)
      await commit(batch)
      if (waiting.length > 0) await new Promise((resolve) => setImmediate(resolve))
    }
    running = undefined
  }

  async function commit(batch: readonly Waiting[]): Promise<void> {
    const requests = batch.map(({ request }) => request)
    try {
      const outcome = await store.append(requests)
      batch.forEach(({ resolve }, index) => {
        resolve(outcome.results[index] ?? { type: 'no-bin' })
      })
      onCommitted(requests, outcome)
    } catch (error) {
      for (const { reject } of batch) reject(error)
    } finally {
      for (const { body } of requests) waitingBytes -= body.length
    }
  }

  return {
    write(request) {
      if (waitingBytes > 0 && waitingBytes + request.body.length > maxWaitingBytes) {
        return Promise.reject(
          new AppError(
            'unavailable',
            'Too many requests wait for the disk. Send it again shortly.',
          ),
        )
      }
      waitingBytes += request.body.length
      const written = new Promise<Appended>((resolve, reject) => {
        waiting.push({ request, resolve, reject })
        running ??= run()
      })
      last = written
      return written
    },
    // They are written in the order in which they came.
    settled: () =>
      last.then(
        () => {},
        () => {},
      ),
    async close() {
      await running
    },
  }
}
