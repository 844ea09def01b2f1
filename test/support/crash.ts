// Kills a real server in mid-load and looks what is left of what it acknowledged.

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'
import { createApiClient } from '../../server/client/api.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import { fetchFrom } from './live.ts'
import { postMany } from './post.ts'

export interface Crashable {
  readonly db: string
  readonly processes: ServerProcesses
  /** The one that runs now: each round ends it and starts another. */
  server: ServerProcess
  readonly bin: MintedBin
  /** The highest number posted so far. */
  posted: number
  readonly acknowledged: Set<number>
}

export interface CrashResult {
  /** Requests answered 200 in this round. */
  readonly acknowledged: number
  /** Numbers ever acknowledged that are not there now. */
  readonly lost: readonly number[]
  /** Every seq in the bin. */
  readonly seqs: readonly number[]
}

export interface ServerProcess {
  readonly child: ChildProcess
  readonly url: string
  /** Ends it the hard way: nothing of it gets to run. */
  kill(): Promise<void>
}

/** A database in a folder of its own, with one bin and a server. */
export async function startCrashable(
  cleanUp: (work: () => Promise<void>) => unknown = onTestFinished,
): Promise<Crashable> {
  const folder = await mkdtemp(join(tmpdir(), 'hooklens-crash-'))
  const db = join(folder, 'crash.db')
  cleanUp(() => rm(folder, { recursive: true, force: true }))
  const processes = createServerProcesses(cleanUp)
  const server = await processes.start(db)
  const response = await createApiClient(server.url).api.bins.$post({ json: {} })
  const bin = (await response.json()) as MintedBin // The id was free: it was random.
  return { db, processes, server, bin, posted: 0, acknowledged: new Set() }
}

/** Loads the server, kills it after some answers with others on their way, starts it again and compares. */
export async function crashRound(
  state: Crashable,
  { killAfterAnswers }: { killAfterAnswers: number },
): Promise<CrashResult> {
  const { server } = state
  const before = state.acknowledged.size
  let killed: Promise<void> | undefined
  await postMany(`${server.url}/in/${state.bin.id}`, 100_000, {
    from: state.posted + 1,
    onAnswer: (n, { status }) => {
      if (status === 200) state.acknowledged.add(n)
      state.posted = Math.max(state.posted, n)
      if (state.acknowledged.size - before >= killAfterAnswers) killed ??= server.kill()
    },
  }).catch(() => {})
  await killed
  // Numbers sent but not answered may be there or not; none of them may be used again.
  state.posted += 100

  state.server = await state.processes.start(state.db)
  const api = (key?: string) => createApiClient(state.server.url, key)
  const requests = await fetchFrom({ api }, state.bin, 1)
  const present = new Set(requests.map(({ path }) => Number(path.slice('/n/'.length))))
  return {
    acknowledged: state.acknowledged.size - before,
    lost: [...state.acknowledged].filter((n) => !present.has(n)),
    seqs: requests.map(({ seq }) => seq),
  }
}

export interface ServerProcesses {
  /** Resolves when it is ready. */
  start(db: string, ...flags: readonly string[]): Promise<ServerProcess>
}

/** Servers of which none outlives the test, not even one that was still starting when the test failed. */
export function createServerProcesses(
  cleanUp: (work: () => Promise<void>) => unknown,
): ServerProcesses {
  const running = new Set<ChildProcess>()
  let isOver = false
  cleanUp(async () => {
    isOver = true
    await Promise.all([...running].map(end))
  })
  return {
    async start(db, ...flags) {
      if (isOver) throw new Error('The test is over.')
      const program = fileURLToPath(new URL('../../server/cli/bin.ts', import.meta.url))
      const args = [program, '--port', '0', '--db', db, '--max-requests', '1000000', ...flags]
      const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
      running.add(child)
      child.once('exit', () => running.delete(child))
      const url = await new Promise<string>((resolve, reject) => {
        child.once('exit', (code) => reject(new Error(`The server exited with ${code}.`)))
        child.stdout.on('data', (chunk) => {
          const found = /ready at (\S+)/.exec(String(chunk))?.[1]
          if (found) resolve(found)
        })
      })
      return { child, url, kill: () => end(child) }
    },
  }
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  child.kill('SIGKILL')
  await exited
}
