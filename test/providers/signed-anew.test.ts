import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { withHeaders } from '../../server/delivery/resign.ts'
import { type Credential, checkSignature } from '../../server/providers/signing/check.ts'
import { readPublicKey } from '../../server/providers/signing/public-key.ts'
import type { Scheme, SignedRequest } from '../../server/providers/signing/scheme.ts'
import { signAnew } from '../../server/providers/signing/sign.ts'
import { providerOfScheme } from '../../server/providers/verify.ts'
import { evidenceOf } from './evidence-of.ts'
import { known, sentIn, type Vector } from './known-vectors.ts'

const genuine = known.flatMap((vector) => {
  const scheme = schemeOf(vector)
  return vector.kind === 'valid' && vector.valid && scheme?.sign ? [{ ...vector, scheme }] : []
})

function schemeOf(vector: Vector): Scheme | undefined {
  const schemes = providerOfScheme(vector.provider)?.schemes ?? []
  return schemes.find((scheme) => scheme.read(requestOf(vector)))
}

function requestOf(vector: Vector, receivedAt = vector.now * 1000): SignedRequest {
  const evidence = evidenceOf({ ...sentIn(vector), receivedAt })
  return { evidence, urls: [vector.url], extra: vector.extra ?? {} }
}

/** What signs, and what is checked with: the same text, or a new pair of the kind the provider has. */
function keysOf({ secret, publicKey = '' }: Vector): { readonly signs: string; checks: string } {
  if (secret !== undefined) return { signs: secret, checks: secret }
  const written = (key: KeyObject, type: 'pkcs8' | 'spki') =>
    key.export({ format: 'pem', type }).toString()
  const { publicKey: checks, privateKey } = readPublicKey(publicKey, 'ed25519')
    ? generateKeyPairSync('ed25519')
    : readPublicKey(publicKey, 'ec')
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { signs: written(privateKey, 'pkcs8'), checks: written(checks, 'spki') }
}

describe('[D5] what is signed anew', () => {
  test.each(
    genuine,
  )('[D5] as $provider does (vector $index) is right a day later, and only with that key', (vector) => {
    const { provider, scheme, now } = vector
    const dayLater = (now + 86_400) * 1000
    const old = requestOf(vector, dayLater)
    const { signs, checks } = keysOf(vector)

    const keys = { secret: signs, privateKey: signs }
    const signed = signAnew([scheme], old, keys, dayLater) ?? expect.unreachable()

    const { headers, body = old.evidence.body } = signed
    const sent = { ...sentIn(vector), headers: withHeaders(sentIn(vector).headers, headers), body }
    const evidence = evidenceOf({ ...sent, receivedAt: dayLater })
    const check = (...credentials: readonly Credential[]) =>
      checkSignature(
        { ...(providerOfScheme(provider) ?? expect.unreachable()), schemes: [scheme] },
        { ...old, evidence },
        { credentials, foreign: [] },
      )?.verdict
    expect(check({ name: '', secret: checks })).toBe('valid')
    expect(check({ name: '', secret: `${checks.slice(0, -1)}~` })).not.toBe('valid')
  })
})
