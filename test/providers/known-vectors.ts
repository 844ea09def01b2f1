// Messages made by the providers' own libraries, of those whose signatures are checked here.

import { expect } from 'vitest'
import type { Effort } from '../../server/providers/signing/check.ts'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair, SignatureCheck } from '../../server/wire/requests.ts'
import vectors from '../fixtures/providers/vectors.json' with { type: 'json' }
import { queryOf } from './evidence-of.ts'

export type Vector = (typeof vectors)[number]

/** Each with its place in the file and its provider's id. */
export const known = vectors.flatMap((vector, index) => {
  const provider = providerOfScheme(vector.provider)
  return provider && provider.schemes.length > 0 ? [{ ...vector, index, id: provider.id }] : []
})

export interface Message {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
}

export function messageIn({ method, url, headers, bodyBase64 }: Vector): Message {
  const body = Buffer.from(bodyBase64, 'base64')
  // In the file every header is a pair; its JSON type does not say so.
  return { method, url, headers: headers as unknown as HeaderPair[], body }
}

export function sentIn(vector: Vector): Message & { readonly query: string } {
  return { ...messageIn(vector), query: queryOf(vector.url) }
}

/** On the vector, or on what became of it. Explained only where asked for, as most tests ask for thousands. */
export function verdictOn(
  vector: Vector,
  change: Partial<Message> = {},
  effort: Effort = 'none',
): SignatureCheck {
  const secret = vector.secret ?? vector.publicKey
  const provider = providerOfScheme(vector.provider) ?? expect.unreachable(vector.provider)
  const check = verify(provider, {
    ...messageIn(vector),
    ...change,
    at: vector.now * 1000,
    extra: vector.extra ?? {},
    credentials: secret === undefined ? [] : [{ name: '', secret }],
    foreign: [],
    effort,
  })
  return check ?? expect.unreachable('nothing proves it')
}
