// Finds the bin that a relay delivers from, and its key; makes one where there is none.

import { type ApiClient, apiErrorOf } from '../client/api.ts'
import type { MintedBin } from '../wire/bins.ts'
import { AppError } from '../wire/errors.ts'
import { askSecret } from './ask-secret.ts'
import { type RelayPlace, rememberBin, rememberedBin } from './relay-files.ts'
import type { Terminal } from './run.ts'
import { findKey, keyOf, saveKey } from './saved-keys.ts'

export interface FoundBin {
  readonly id: string
  readonly key: string
  /** Made just now: everything that ever comes to it is to be delivered. */
  readonly isNew: boolean
  /** Chosen by the command, not by the user: when it is gone, another does as well. */
  readonly isOwn: boolean
  /** Typed in just now: worth saving once it has opened the bin. */
  readonly isTyped?: boolean
}

export interface FindBinOptions {
  readonly place: RelayPlace
  /** As the user named it. */
  readonly bin: string | undefined
  readonly api: ApiClient
  readonly terminal: Pick<Terminal, 'env' | 'stdin' | 'stderr'>
}

/** A bin that was named and is not there is made: its capture URL is then as the user wants it. */
export async function findBin(options: FindBinOptions): Promise<FoundBin> {
  const { place, bin, terminal } = options
  if (bin === undefined) {
    const remembered = await rememberedBin(place)
    // A key in the environment belongs to a bin that someone named.
    const key = remembered && (await findKey({ server: place.server, bin: remembered }, {}))
    return remembered && key
      ? { id: remembered, key, isNew: false, isOwn: true }
      : makeOwnBin(options)
  }
  const address = { server: place.server, bin }
  const key = await findKey(address, terminal.env)
  if (key !== undefined) return { id: bin, key, isNew: false, isOwn: false }
  const minted = await mint(options.api, bin)
  if (!minted) {
    const typed = await askSecret(`The owner key of ${bin} (not shown):`, terminal)
    const known = typed ?? (await keyOf(address, terminal.env))
    return { id: bin, key: known, isNew: false, isOwn: false, isTyped: typed !== undefined }
  }
  await saveKey(address, minted.ownerKey)
  return { id: bin, key: minted.ownerKey, isNew: true, isOwn: false }
}

/** Makes a bin for these targets and remembers it for the next time. */
export async function makeOwnBin({
  place,
  api,
}: Pick<FindBinOptions, 'place' | 'api'>): Promise<FoundBin> {
  const minted = await mint(api, undefined)
  if (!minted) throw new AppError('internal', 'The server made no bin.')
  await saveKey({ server: place.server, bin: minted.id }, minted.ownerKey)
  await rememberBin(place, minted.id)
  return { id: minted.id, key: minted.ownerKey, isNew: true, isOwn: true }
}

/** Undefined when the id is taken. */
async function mint(api: ApiClient, id: string | undefined): Promise<MintedBin | undefined> {
  const response = await api.api.bins.$post({ json: id === undefined ? {} : { id } })
  if (response.status === 409) return undefined
  if (response.status !== 201) {
    const { message } = await apiErrorOf(response)
    throw new AppError('unavailable', `The server made no bin: ${message}`)
  }
  // The schema's output is the wire type, less the brand of the id.
  return (await response.json()) as MintedBin
}
