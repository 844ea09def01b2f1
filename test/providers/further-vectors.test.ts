import { expect, test } from 'vitest'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import further from '../fixtures/providers/further-vectors.json' with { type: 'json' }
import { signedAt, signedUrl } from './signed.ts'

/** A message at the edge of what its sender's library takes, which decided whether it is genuine. */
interface Further {
  readonly scheme: string
  readonly note: string
  readonly valid: boolean
  /** Default: POST. */
  readonly method?: string
  readonly url?: string
  readonly headers: readonly HeaderPair[]
  /** As text, or where it is no UTF-8 as base64. */
  readonly body?: string
  readonly bodyBase64?: string
  readonly secret?: string
  /** The name of a public key, among those of the file. */
  readonly key?: string
  readonly extra?: Readonly<Record<string, string>>
  /** When it arrives, in seconds. */
  readonly now?: number
}

// In the file every header is a pair and what is missing is absent; its JSON type does not say so.
const vectors = further.vectors as unknown as readonly Further[]
const keys = new Map(Object.entries(further.keys))

test.each(vectors)('[P2] $scheme: $note: $valid', (vector) => {
  const { scheme, method = 'POST', url = signedUrl, headers, extra = {}, now } = vector
  const body = Buffer.from(vector.bodyBase64 ?? vector.body ?? '', vector.body ? 'utf8' : 'base64')
  const secret = vector.secret ?? keys.get(vector.key ?? '') ?? expect.unreachable(vector.key)
  const at = now === undefined ? signedAt : now * 1000

  const check = verify(providerOfScheme(scheme) ?? expect.unreachable(scheme), {
    ...{ method, url, headers, body, at, extra },
    ...{ credentials: [{ name: '', secret }], foreign: [], effort: 'none' },
  })

  expect(check?.verdict === 'valid', check?.detail).toBe(vector.valid)
})
