// The owner keys that commands remember, one file for each bin of each server, so that processes never undo each other.
// A key comes from here or from HOOKLENS_KEY, never from a flag: flags stand in shell histories and process lists.

import { join } from 'node:path'
import envPaths from 'env-paths'
import { readPrivateFile, writePrivateFile } from '../private-file.ts'
import { AppError } from '../wire/errors.ts'

type Env = Readonly<Record<string, string | undefined>>

export interface BinAddress {
  /** The server's origin: `https://hooks.example.com`. */
  readonly server: string
  readonly bin: string
}

/** HOOKLENS_KEY, else the saved key. Throws an AppError that says where to get one when there is none. */
export async function keyOf(bin: BinAddress, env: Env, folder = keysFolder()): Promise<string> {
  const key = await findKey(bin, env, folder)
  if (key !== undefined) return key
  throw new AppError(
    'unauthorized',
    `No key of the bin ${bin.bin} at ${bin.server} is saved on this machine. Give its owner key in the environment variable HOOKLENS_KEY; it is in the bin's settings. Where the server runs, 'hooklens bins key ${bin.bin}' makes a new one.`,
  )
}

/** As `keyOf`, but undefined when there is none. */
export async function findKey(
  bin: BinAddress,
  env: Env,
  folder = keysFolder(),
): Promise<string | undefined> {
  const given = env.HOOKLENS_KEY?.trim()
  if (given) return given
  const saved = await readPrivateFile(fileOf(bin, folder))
  return saved?.trim() || undefined
}

export async function saveKey(
  bin: BinAddress,
  ownerKey: string,
  folder = keysFolder(),
): Promise<void> {
  await writePrivateFile(fileOf(bin, folder), `${ownerKey}\n`)
}

function keysFolder(): string {
  return join(envPaths('hooklens', { suffix: '' }).data, 'keys')
}

/** Both parts in a form every file system takes; the names of this machine are one. */
function fileOf({ server, bin }: BinAddress, folder: string): string {
  const { protocol, hostname, host, port } = new URL(server)
  const isHere = /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
  const place = isHere ? `localhost${port && `:${port}`}` : host
  return join(folder, encodeURIComponent(`${protocol}//${place}`), bin)
}
