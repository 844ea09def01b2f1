// Schemes without a signature: the secret itself comes along, and proves nothing about the rest of the request.

import type { HeaderPair } from '../../wire/requests.ts'
import { textKey } from './keys.ts'
import type { Claim, Malformed, Proof, Scheme, SignedRequest } from './scheme.ts'

export interface TokenOptions {
  readonly id: string
  /** For the table of providers: `X-Gitlab-Token`. */
  readonly where: string
  /** The tokens the request carries; undefined when it has none. */
  readonly tokensOf: (request: SignedRequest) => readonly string[] | Malformed | undefined
  /** Absent where a new token cannot be put in. */
  readonly write?: (secret: string) => readonly HeaderPair[]
}

export function tokenScheme({ id, where, tokensOf, write }: TokenOptions): Scheme {
  return {
    id,
    summary: `shared text in ${where}`,
    proof: 'secret',
    leavesOut: 'the body',
    read(request): Claim | Malformed | undefined {
      const tokens = tokensOf(request)
      if (!tokens || 'malformed' in tokens) return tokens
      return { signatures: tokens, proof: tokenProof, formsOf: () => [[]] }
    },
    ...(write ? { sign: (_request, secret) => ({ headers: write(secret) }) } : {}),
  }
}

/** `X-Gitlab-Token: <the secret>`. */
export function tokenInHeader(id: string, name: string): Scheme {
  const key = name.toLowerCase()
  return tokenScheme({
    id,
    where: `\`${name}\``,
    tokensOf({ evidence: { headers } }) {
      const token = headers.get(key)
      return token === undefined ? undefined : [token]
    },
    write: (secret) => [[name, secret]],
  })
}

const tokenProof: Proof = {
  type: 'secret',
  readKey: textKey,
  expected: (key) => Buffer.from(key).toString(),
}
