// The bins this browser knows, with their keys. Keys never leave local storage but in the Authorization header.

import { type ReadonlySignal, signal } from '@preact/signals'
import { type Access, ownerKeyPrefix } from '../../server/wire/bins.ts'
import { type BinId, parseBinId } from '../../server/wire/ids.ts'
import { type KeyValueStore, readStored, writeStored } from './stored.ts'

export interface KnownBin {
  readonly id: BinId
  readonly name: string
  /** The best key known: the owner key, or only the view key. */
  readonly key: string
  /** For a read-only share link; known where the bin was minted. */
  readonly viewKey?: string
  readonly openedAt: number
  /** It was not there any more when it was last opened. */
  readonly isGone?: boolean
}

export interface Keyring {
  /** Most recently opened first. */
  readonly bins: ReadonlySignal<readonly KnownBin[]>
  find(id: BinId): KnownBin | undefined
  save(bin: KnownBin): void
  forget(id: BinId): void
  /** Another tab has changed the stored list. */
  reload(): void
}

export const keyringName = 'hooklens:bins'

export function createKeyring(storage: KeyValueStore): Keyring {
  const load = () => readStored(storage, keyringName, parseBins) ?? []
  const bins = signal<readonly KnownBin[]>(load())

  function write(next: readonly KnownBin[]): void {
    bins.value = [...next].sort((a, b) => b.openedAt - a.openedAt)
    writeStored(storage, keyringName, JSON.stringify(bins.value))
  }

  return {
    bins,
    find: (id) => bins.value.find((bin) => bin.id === id),
    // Reads first: a second tab may have minted a bin since, and its key exists nowhere else.
    save: (bin) => write([bin, ...load().filter(({ id }) => id !== bin.id)]),
    forget: (id) => write(load().filter((bin) => bin.id !== id)),
    reload() {
      bins.value = load()
    },
  }
}

export function accessOfKey(key: string): Access {
  return key.startsWith(ownerKeyPrefix) ? 'owner' : 'view'
}

function parseBins(found: unknown): KnownBin[] | undefined {
  if (!Array.isArray(found)) return undefined
  return found.flatMap((entry: Partial<KnownBin> | null) => {
    const id = typeof entry?.id === 'string' ? parseBinId(entry.id) : undefined
    if (!entry || !id || typeof entry.key !== 'string') return []
    const { key, name, openedAt, viewKey, isGone } = entry
    return [
      {
        id,
        key,
        name: typeof name === 'string' ? name : '',
        openedAt: typeof openedAt === 'number' ? openedAt : 0,
        ...(typeof viewKey === 'string' ? { viewKey } : {}),
        ...(isGone === true ? { isGone } : {}),
      },
    ]
  })
}
