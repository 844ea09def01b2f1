// The vectors of the providers that can be checked, each with its place in the file and its provider's id.

import { providerOfScheme } from '../../server/providers/verify.ts'
import vectors from '../fixtures/providers/vectors.json' with { type: 'json' }

export type Vector = (typeof vectors)[number]

export const known = vectors.flatMap((vector, index) => {
  const provider = providerOfScheme(vector.provider)
  return provider && provider.schemes.length > 0 ? [{ ...vector, index, id: provider.id }] : []
})
