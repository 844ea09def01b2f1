import { describe, expect, test } from 'vitest'
import { providers } from '../../server/providers/index.ts'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair, SignatureCheck } from '../../server/wire/requests.ts'
import { examined, queryOf } from './evidence-of.ts'
import { known, type Vector } from './known-vectors.ts'

function sentIn({ method, url, headers, bodyBase64 }: Vector) {
  const body = Buffer.from(bodyBase64, 'base64')
  // In the file every header is a pair; its JSON type does not say so.
  return { method, query: queryOf(url), headers: headers as unknown as HeaderPair[], body }
}

function verdictOn(vector: Vector, change: { readonly body?: Uint8Array } = {}): SignatureCheck {
  const secret = vector.secret ?? vector.publicKey
  const provider = providerOfScheme(vector.provider) ?? expect.unreachable(vector.provider)
  const check = verify(provider, {
    ...sentIn(vector),
    ...change,
    url: vector.url,
    at: vector.now * 1000,
    extra: vector.extra ?? {},
    credentials: secret === undefined ? [] : [{ name: '', secret }],
    foreign: [],
  })
  return check ?? expect.unreachable('nothing proves it')
}

describe('[P1] the sender', () => {
  test.each(known)('[P1] of $provider (vector $index) is recognised', (vector) => {
    const { provider } = examined(sentIn(vector))

    expect(provider?.id).toBe(vector.id)
  })

  test('[P1] every provider has an id and a page of its own', () => {
    const ids = providers.map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(providers.every(({ docsUrl }) => URL.canParse(docsUrl))).toBe(true)
  })
})

describe('[P2] the signature', () => {
  test.each(known)('[P2] of $provider (vector $index): $note', (vector) => {
    const { verdict } = verdictOn(vector)

    if (vector.valid) expect(verdict).toBe('valid')
    else expect(verdict).toBe(vector.kind === 'too-old' ? 'stale' : 'mismatch')
  })
})
