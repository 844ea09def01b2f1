// Seals and opens texts with the server's key, and says what to do where that cannot be.

import { AppError } from '../wire/errors.ts'
import { seal, unseal } from './sealing.ts'
import type { SecretKey } from './secret-key.ts'

/** Both reject with `unavailable` when the key cannot be had; the cause says where it is. */
export interface Sealer {
  /** Makes the key where there is none yet. `place` must be the same to open. */
  seal(place: string, texts: readonly string[]): Promise<readonly Uint8Array[]>
  open(place: string, sealed: readonly Uint8Array[]): Promise<readonly string[]>
}

export function createSealer(key: SecretKey): Sealer {
  function opened(bytes: Uint8Array, place: string, sealed: Uint8Array): string {
    const unsealed = unseal(bytes, place, sealed)
    if (unsealed.type === 'text') return unsealed.text
    throw unsealed.type === 'other-key' ? cannotOpen(otherKey(key.place)) : damaged(place)
  }

  return {
    async seal(place, texts) {
      if (texts.length === 0) return []
      const bytes = await key.readOrMake().catch((cause) => Promise.reject(cannotSeal(cause)))
      return texts.map((text) => seal(bytes, place, text))
    },

    async open(place, sealed) {
      if (sealed.length === 0) return []
      const bytes = await key.read().catch((cause) => Promise.reject(cannotOpen(cause)))
      if (!bytes) throw cannotOpen(lostKey(key.place))
      return sealed.map((one) => opened(bytes, place, one))
    },
  }
}

/** Where a server keeps its key is no business of those who hold bins on it: it stands in the cause, for the log. */
function cannotOpen(cause: unknown): AppError {
  return new AppError(
    'unavailable',
    "The server cannot open this bin's secrets: the key they are sealed with is missing or is another one. Its log says where; set the secrets anew, or have the key put back.",
    { cause },
  )
}

function cannotSeal(cause: unknown): AppError {
  return new AppError(
    'unavailable',
    'The server cannot seal secrets, so nothing was stored: its key for them cannot be read or made. Its log says why.',
    { cause },
  )
}

function lostKey(place: string): Error {
  return new Error(`The key that secrets are sealed with is missing: ${place}. Put the file back.`)
}

function otherKey(place: string): Error {
  return new Error(
    `Secrets are sealed with another key than the one in ${place}. Put the right key back.`,
  )
}

function damaged(place: string): AppError {
  return new AppError(
    'unavailable',
    `The stored ${place} is damaged and cannot be opened. Set it anew.`,
  )
}
