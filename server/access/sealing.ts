// Seals texts with AES-256-GCM, each bound to the place it belongs to. Knows nothing of where the key comes from.

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

export const secretKeyBytes = 32

export type Unsealed =
  | { readonly type: 'text'; readonly text: string }
  /** Sealed with another key. */
  | { readonly type: 'other-key' }
  /** Sealed with this key, but changed since, or for another place. */
  | { readonly type: 'damaged' }

/*
 * What is sealed: format (1 byte, so that another can follow), a mark of the key (8), nonce (12), tag (16), ciphertext.
 * The mark alone tells a wrong key from damage. A random nonce of 96 bits is safe for 2^32 texts under one key
 * (NIST SP 800-38D §8.3), and nobody has as many webhooks.
 */
const format = 1
const markBytes = 8
const nonceBytes = 12
const tagBytes = 16
const headBytes = 1 + markBytes + nonceBytes + tagBytes

/** `place` is not stored: it must be the same to unseal. */
export function seal(key: Uint8Array, place: string, text: string): Uint8Array {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', cipherKey(key), nonce)
  cipher.setAAD(Buffer.from(place))
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([Buffer.of(format), markOf(key), nonce, cipher.getAuthTag(), sealed])
}

export function unseal(key: Uint8Array, place: string, sealed: Uint8Array): Unsealed {
  const bytes = Buffer.from(sealed)
  if (bytes.length < headBytes || bytes[0] !== format) return { type: 'damaged' }
  const nonceAt = 1 + markBytes
  const tagAt = nonceAt + nonceBytes
  if (!bytes.subarray(1, nonceAt).equals(markOf(key))) return { type: 'other-key' }
  const nonce = bytes.subarray(nonceAt, tagAt)
  const decipher = createDecipheriv('aes-256-gcm', cipherKey(key), nonce, {
    authTagLength: tagBytes,
  })
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(bytes.subarray(tagAt, headBytes))
  try {
    const text = Buffer.concat([decipher.update(bytes.subarray(headBytes)), decipher.final()])
    return { type: 'text', text: text.toString('utf8') }
  } catch {
    return { type: 'damaged' }
  }
}

/** Keys for one purpose each: what is shown of the mark says nothing about the cipher's key. */
function cipherKey(key: Uint8Array): Buffer {
  return derived(key, 'secrets', secretKeyBytes)
}

function markOf(key: Uint8Array): Buffer {
  return derived(key, 'mark', markBytes)
}

function derived(key: Uint8Array, purpose: string, length: number): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `hooklens ${purpose}`, length))
}
