// Where relays keep what outlives them: the state of each, and which bin was made for a set of targets.

import { createHash } from 'node:crypto'
import { join } from 'node:path'
import envPaths from 'env-paths'
import { readPrivateFile, writePrivateFile } from '../private-file.ts'

export interface RelayPlace {
  readonly server: string
  /** As whole URLs; their order is of no matter. */
  readonly targets: readonly string[]
}

/** The state of a relay of this bin to these targets. */
export function stateFileOf({ server, targets }: RelayPlace, bin: string): string {
  return join(folder(), `${digest(server, bin, ...targets.toSorted())}.db`)
}

/** The bin that was made for these targets, when none was named. */
export async function rememberedBin(place: RelayPlace): Promise<string | undefined> {
  return (await readPrivateFile(binFileOf(place)))?.trim() || undefined
}

export async function rememberBin(place: RelayPlace, bin: string): Promise<void> {
  await writePrivateFile(binFileOf(place), `${bin}\n`)
}

function binFileOf({ server, targets }: RelayPlace): string {
  return join(folder(), `${digest(server, ...targets.toSorted())}.bin`)
}

function folder(): string {
  return join(envPaths('hooklens', { suffix: '' }).data, 'relay')
}

function digest(...parts: readonly string[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16)
}
