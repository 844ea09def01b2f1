// Messages signed as their provider would sign them, and the verdicts on them.

import { expect } from 'vitest'
import type { Provider } from '../../server/providers/provider.ts'
import { createEvidence } from '../../server/providers/reading/evidence.ts'
import type { Extra } from '../../server/providers/signing/scheme.ts'
import { signAnew, signingSchemes } from '../../server/providers/signing/sign.ts'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair, SignatureCheck } from '../../server/wire/requests.ts'
import { queryOf } from './evidence-of.ts'

export interface Signed {
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
}

export const signedAt = 1_767_225_600_000
export const signedUrl = 'https://hooks.example.com/in/abc123'

export interface SignOptions {
  readonly key: string
  readonly headers?: readonly HeaderPair[]
  readonly body?: string
  readonly at?: number
  readonly url?: string
  readonly extra?: Extra
}

export function signed(
  scheme: string,
  { key, headers = [], body = '{}', at = signedAt, url = signedUrl, extra = {} }: SignOptions,
): Signed {
  const source = { method: 'POST', path: '', query: queryOf(url), headers, receivedAt: at }
  const evidence = createEvidence({ ...source, body: Buffer.from(body) })
  const request = { evidence, urls: [url], extra }
  const schemes = signingSchemes(known(scheme), request)
  const made =
    signAnew(schemes, request, { secret: key, privateKey: key }, at) ?? expect.unreachable()
  const names = new Set(made.headers.map(([name]) => name.toLowerCase()))
  const kept = headers.filter(([name]) => !names.has(name.toLowerCase()))
  return { headers: [...kept, ...made.headers], body: made.body ?? Buffer.from(body) }
}

export interface CheckOptions {
  /** Each a secret or a public key. */
  readonly keys: readonly string[]
  readonly at?: number
  readonly url?: string
  readonly extra?: Extra
}

export function checked(
  scheme: string,
  {
    headers,
    body,
  }: { readonly headers: readonly HeaderPair[]; readonly body: Uint8Array | string },
  { keys, at = signedAt, url = signedUrl, extra = {} }: CheckOptions,
): SignatureCheck {
  const check = verify(known(scheme), {
    ...{ method: 'POST', url, headers, at, extra, foreign: [] },
    body: Buffer.from(body),
    credentials: keys.map((secret) => ({ name: '', secret })),
  })
  return check ?? expect.unreachable('nothing proves it')
}

function known(scheme: string): Provider {
  return providerOfScheme(scheme) ?? expect.unreachable(scheme)
}
