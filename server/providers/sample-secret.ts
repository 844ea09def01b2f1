// Makes a secret in the shape that a provider's own have, for signatures that only this server is to check.

import { randomBytes } from 'node:crypto'
import type { Provider } from './provider.ts'

/** Undefined where none made like that could be one of the provider. */
export function newSampleSecret({
  fields,
  secretFlaw,
}: Pick<Provider, 'fields' | 'secretFlaw'>): string | undefined {
  const field = fields.find(({ name }) => name === 'secret')
  if (!field) return undefined
  const [prefix = ''] = /^[a-z]+_(?=…)/.exec(field.example ?? '') ?? []
  // Digits of hex are base64 as well, and 32 of them the 24 bytes that Standard Webhooks asks for at least.
  const secret = prefix + randomBytes(16).toString('hex')
  return secretFlaw?.(secret) === undefined ? secret : undefined
}
