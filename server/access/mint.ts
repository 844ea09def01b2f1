// Making bins: with fresh keys for a user, or without any for one that the operator declares at start (C8).

import type { BinRecord, Store } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import { hashKey, newBinId, newKey } from './keys.ts'

export interface Minted {
  readonly bin: BinRecord
  readonly ownerKey: string
  readonly viewKey: string
}

/** Throws `bin-exists` when the wanted id is taken. */
export async function mintBin(
  store: Store,
  wanted: {
    readonly id?: BinId | undefined
    readonly name?: string | undefined
    readonly now: number
  },
): Promise<Minted> {
  const ownerKey = newKey('owner')
  const viewKey = newKey('view')
  const id = wanted.id ?? newBinId()
  const created = await store.createBin({
    id,
    name: wanted.name ?? '',
    ownerKeyHash: hashKey(ownerKey),
    viewKeyHash: hashKey(viewKey),
    createdAt: wanted.now,
    persistent: false,
  })
  if (!created) {
    throw new AppError(
      'bin-exists',
      `The bin id '${id}' is taken. Choose another, or leave it out.`,
    )
  }
  const bin = await store.getBin(id)
  if (!bin) throw new AppError('internal', `The bin '${id}' vanished while it was made.`)
  return { bin, ownerKey, viewKey }
}

/** Sees to it that each of these bins exists and never expires. Their keys come from `hooklens bins key`. */
export async function declareBins(
  store: Store,
  ids: readonly BinId[],
  now: number,
): Promise<readonly BinId[]> {
  const made: BinId[] = []
  for (const id of ids) {
    const created = await store.createBin({
      id,
      name: '',
      ownerKeyHash: hashKey(newKey('owner')),
      viewKeyHash: hashKey(newKey('view')),
      createdAt: now,
      persistent: true,
    })
    if (created) made.push(id)
    else await store.updateBin(id, { persistent: true })
  }
  return made
}

/** Replaces the owner key of a bin, for whoever sits at the machine that holds the database (A1). */
export async function replaceOwnerKey(store: Store, id: BinId): Promise<string> {
  const ownerKey = newKey('owner')
  const updated = await store.updateBin(id, { ownerKeyHash: hashKey(ownerKey) })
  if (!updated) {
    throw new AppError(
      'not-found',
      `There is no bin '${id}' in this database. See 'hooklens bins'.`,
    )
  }
  return ownerKey
}
