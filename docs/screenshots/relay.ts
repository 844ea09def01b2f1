// `hooklens listen` for a bin to be pictured with: the command itself, in a process and a data folder of its own.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { MintedBin } from '../../server/wire/bins.ts'

export interface RelayOptions {
  readonly bin: MintedBin
  readonly server: string
  readonly target: string
  readonly dataFolder: string
}

/** Resolves once it is connected, with what ends it. */
export async function startRelay(options: RelayOptions): Promise<() => Promise<unknown>> {
  const { bin, server, target, dataFolder } = options
  const args = ['listen', target, '--bin', bin.id, '--server', server, '--since', 'now', '--json']
  const child = spawn(process.execPath, ['server/cli/bin.ts', ...args], {
    env: { ...process.env, HOOKLENS_KEY: bin.ownerKey, XDG_DATA_HOME: dataFolder },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.includes('"connected"')) break
  }
  if (child.exitCode !== null) throw new Error('The relay has not connected.')
  child.stdout.resume()
  return () => {
    child.kill()
    return ended
  }
}
