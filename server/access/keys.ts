// Keys of a bin: how they are made, and how one is checked without revealing anything (A1).

import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto'
import { type Access, ownerKeyPrefix, viewKeyPrefix } from '../wire/bins.ts'
import type { BinId } from '../wire/ids.ts'

const keyBytes = 32

/** 256 random bits behind a prefix that tells what the key is for. */
export function newKey(access: Access): string {
  const prefix = access === 'owner' ? ownerKeyPrefix : viewKeyPrefix
  return prefix + randomBytes(keyBytes).toString('base64url')
}

/** What is stored of a key: its SHA-256. The key is random, so no salt or stretching is needed. */
export function hashKey(key: string): Uint8Array {
  return hash('sha256', key, 'buffer')
}

/** Tells what `key` allows in a bin with these key hashes; undefined when it fits neither. */
export function accessOf(
  key: string,
  bin: { readonly ownerKeyHash: Uint8Array; readonly viewKeyHash: Uint8Array },
): Access | undefined {
  const digest = hashKey(key)
  const isOwner = timingSafeEqual(digest, bin.ownerKeyHash)
  const isViewer = timingSafeEqual(digest, bin.viewKeyHash)
  if (isOwner) return 'owner'
  return isViewer ? 'view' : undefined
}

const idAlphabet = '0123456789abcdefghijklmnopqrstuvwxyz'
const idLength = 16

/** A random bin id of 82 bits: nobody finds a capture URL by guessing. */
export function newBinId(): BinId {
  let id = ''
  while (id.length < idLength) {
    for (const byte of randomBytes(2 * idLength)) {
      // 252 is the largest multiple of 36 in a byte: higher values would favour the first letters.
      if (byte < 252 && id.length < idLength) id += idAlphabet[byte % 36]
    }
  }
  return id as BinId
}

/** A delivery's id: random, so that it says nothing about how many there are. */
export function newDeliveryId(): string {
  return `dlv_${randomBytes(12).toString('base64url')}`
}

export function newRunId(): string {
  return `run_${randomBytes(12).toString('base64url')}`
}

/** Short, as it is typed in a shell; unique among a bin's few rules. */
export function newRuleId(): string {
  return randomBytes(5).toString('hex')
}

export function newSeed(): number {
  return randomInt(2 ** 32)
}
