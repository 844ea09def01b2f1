// Requests that were signed otherwise than they arrive, made with the providers' own ways of signing.

import { expect } from 'vitest'
import type { Provider } from '../../server/providers/provider.ts'
import {
  type CheckOptions,
  type Credential,
  checkSignature,
} from '../../server/providers/signing/check.ts'
import type { Extra } from '../../server/providers/signing/scheme.ts'
import { providerOfScheme } from '../../server/providers/verify.ts'
import type { HeaderPair, SignatureCheck } from '../../server/wire/requests.ts'
import { evidenceOf } from './evidence-of.ts'

export const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
export const address = 'https://hooks.example.com/in/abc'

export interface Sent extends Partial<CheckOptions> {
  /** A provider, or one of its schemes. */
  readonly by: string
  readonly signed: string | Uint8Array
  /** Default: what was signed. */
  readonly received?: string | Uint8Array
  /** What it was signed with. */
  readonly with?: string
  /** What the bin holds; default the secret above. */
  readonly held?: string
  readonly signedUrl?: string
  readonly urls?: readonly string[]
  /** Beside those of the signature. */
  readonly headers?: readonly HeaderPair[]
  /** Instead of those that were signed. */
  readonly changed?: readonly HeaderPair[]
  readonly extra?: Extra
}

export function known(id: string): Provider {
  return providerOfScheme(id) ?? expect.unreachable(id)
}

export function checkSent({ by, signed, received = signed, ...sent }: Sent): SignatureCheck {
  const provider = known(by)
  const { urls = [address], held = secret, headers = [], changed = [], extra = {} } = sent
  const credentials: readonly Credential[] = sent.credentials ?? [{ name: '', secret: held }]
  const before = { evidence: evidenceOf({ headers, body: bytes(signed) }), extra }
  const [scheme] = provider.schemes
  const signature = scheme?.sign?.(
    { ...before, urls: [sent.signedUrl ?? urls[0] ?? ''] },
    sent.with ?? secret,
    before.evidence.receivedAt,
  )
  const all = [...headers, ...(signature?.headers ?? expect.unreachable('it cannot be signed'))]
  const arrived = all.map(
    ([name, value]): HeaderPair =>
      changed.find(([other]) => other.toLowerCase() === name.toLowerCase()) ?? [name, value],
  )
  const evidence = evidenceOf({ headers: arrived, body: bytes(received) })
  const { foreign = [], effort = 'inline' } = sent
  const options = { credentials, foreign, effort }
  const check = checkSignature(provider, { evidence, urls, extra }, options)
  return check ?? expect.unreachable('nothing proves it')
}

function bytes(body: string | Uint8Array): Uint8Array {
  return typeof body === 'string' ? Buffer.from(body) : body
}
