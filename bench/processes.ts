// Starts and ends the processes that are measured.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { LoadOptions, LoadResult } from './load.ts'

export interface Measured {
  readonly port: number
  readonly url: string
  /** From spawning the process until it said that it is ready. */
  readonly readyMs: number
  /** Resident memory of the process, in bytes. */
  memoryBytes(): number
  /** Processor time used so far, which a busy machine changes less than the time on the clock. */
  cpuMs(): number
  stop(): Promise<void>
}

export function startBare(): Promise<Measured> {
  return start([path('./bare.ts')])
}

/** As `npm start` has it: else node lets what is young grow to 64 MB, twice, which makes nothing faster. */
const heapFlag = '--max-semi-space-size=16'

/** The product as it is shipped, with a database of its own that is deleted when it stops. */
export async function startHooklens(...flags: readonly string[]): Promise<Measured> {
  const compiled = path('../dist/server/cli/bin.js')
  if (!existsSync(compiled))
    throw new Error('Run `npm run build` first: the shipped form is what is measured.')
  const folder = await mkdtemp(join(tmpdir(), 'hooklens-bench-'))
  const server = await start([
    heapFlag,
    compiled,
    '--port',
    '0',
    '--log-level',
    'warn',
    '--db',
    join(folder, 'bench.db'),
    ...flags,
  ])
  return {
    ...server,
    async stop() {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

export async function runLoad(options: LoadOptions): Promise<LoadResult> {
  const child = spawn(process.execPath, [path('./load.ts'), JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => {
    output += chunk
  })
  await ended(child)
  return JSON.parse(output) as LoadResult // Written by bench/load.ts.
}

async function start(args: readonly string[]): Promise<Measured> {
  const startedAt = performance.now()
  const child = spawn(process.execPath, [...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await new Promise<string>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`${args[0]} exited with ${code}.`)))
    child.stdout.on('data', (chunk) => {
      const found = /ready at (http:\S+)/.exec(String(chunk))?.[1]
      if (found) resolve(found)
    })
  })
  const readyMs = performance.now() - startedAt
  return {
    url,
    port: Number(new URL(url).port),
    readyMs,
    memoryBytes: () => residentBytes(child.pid ?? 0),
    cpuMs: () => processorMs(child.pid ?? 0),
    async stop() {
      child.kill('SIGTERM')
      await ended(child)
    },
  }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('close', () => resolve()))
}

function path(relative: string): string {
  return fileURLToPath(new URL(relative, import.meta.url))
}

/** Of Linux alone; its clock ticks a hundred times a second. */
function processorMs(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
  return (Number(fields[11]) + Number(fields[12])) * 10
}

/** Linux only; elsewhere 0, which the report shows as unknown. */
export function residentBytes(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0) * 1024
  } catch {
    return 0
  }
}
