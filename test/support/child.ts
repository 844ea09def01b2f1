// The `hooklens` command as a process of its own: what it prints, how it ends.

import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const binFile = fileURLToPath(new URL('../../server/cli/bin.ts', import.meta.url))

export interface Ended {
  /** Null when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningCommand {
  readonly process: ChildProcess
  /** Resolves with what was written to stdout up to and with the match; rejects when the process ends without it. */
  printed(pattern: RegExp): Promise<string>
  ended(): Promise<Ended>
}

export interface CommandOptions {
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  /** Outside of a test, whoever sees to it that the process ends. */
  readonly cleanUp?: (work: () => void) => void
}

/** Starts `hooklens` from its sources. Killed when the test is over, should it still run. */
export function startHooklens(
  args: readonly string[],
  options: CommandOptions = {},
): RunningCommand {
  return startCommand(process.execPath, [binFile, ...args], options)
}

/** Runs `hooklens` from its sources to its end. */
export function runHooklens(args: readonly string[], options: CommandOptions = {}): Promise<Ended> {
  return startHooklens(args, options).ended()
}

/** Starts any command without the settings of whoever runs the tests, but with the code they have compiled. */
export function startCommand(
  command: string,
  args: readonly string[],
  { env = {}, cwd, cleanUp = onTestFinished }: CommandOptions = {},
): RunningCommand {
  const inherited = Object.entries(process.env).filter(
    ([name]) => !/^(HOOKLENS_|NODE_(?!COMPILE_CACHE)|VITEST)/.test(name),
  )
  const child = spawn(command, args, {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    stdout += text
  })
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text
  })
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr }))
  })
  cleanUp(async () => {
    child.kill('SIGKILL')
    await ended.catch(() => {})
  })
  return {
    process: child,
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(stdout)
          if (found) resolve(stdout.slice(0, found.index + found[0].length))
        }
        child.stdout.on('data', look)
        ended.then(
          () => reject(new Error(`It ended without printing ${pattern}:\n${stdout}${stderr}`)),
          reject,
        )
        look()
      }),
    ended: () => ended,
  }
}

/** Where a server that was started says it can be reached. */
export async function readyUrl(command: RunningCommand): Promise<URL> {
  const printed = await command.printed(/Hooklens ready at http:\S+\n/)
  return new URL(printed.slice(printed.lastIndexOf('http')).trim())
}
