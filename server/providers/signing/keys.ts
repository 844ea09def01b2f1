// How the text a provider shows becomes the key it signs with. Each undefined when the text cannot be read so.

import type { KeyReader } from './scheme.ts'

/** The text as it is, prefix included: by far the most. */
export const textKey: KeyReader = (secret) => Buffer.from(secret)

/** Base64 with or without padding, of either alphabet. */
export const base64Key: KeyReader = (secret) => {
  const text = secret.replace(/={1,2}$/, '')
  const isBase64 = /^[A-Za-z0-9+/_-]+$/.test(text) && text.length % 4 !== 1
  return isBase64 ? Buffer.from(text, 'base64') : undefined
}

export const hexKey: KeyReader = (secret) =>
  /^([0-9a-fA-F]{2})+$/.test(secret) ? Buffer.from(secret, 'hex') : undefined

/** `whsec_` and base64, as Standard Webhooks has it; the prefix may be missing. */
export const whsecKey: KeyReader = (secret) =>
  secret.startsWith('whpk_') ? undefined : base64Key(secret.replace(/^whsec_/, ''))
