// JSON Web Tokens as webhooks carry them: signed in one agreed way, at times with a hash of the body in their claims.

import type { HeaderPair, SignatureCheck } from '../../wire/requests.ts'
import { hmacProof } from './hmac.ts'
import { publicKeyProof, signWith } from './public-key.ts'
import type { Malformed, Proof, Scheme, SignedRequest, Tolerance } from './scheme.ts'

export interface Jwt {
  readonly header: JsonObject
  readonly claims: JsonObject
  /** What the signature is made over, as it stands in the token. */
  readonly signed: string
  /** Base64url. */
  readonly signature: string
}

export type JsonObject = Readonly<Record<string, unknown>>

export type JwtAlgorithm = 'HS256' | 'RS256' | 'ES256'

export interface JwtOptions {
  readonly id: string
  /** Any other is refused: who may choose the algorithm may forge the token. */
  readonly alg: JwtAlgorithm
  /** Of the header, for what is said about it: `Plaid-Verification`. */
  readonly where: string
  /** The token's text; undefined when the request carries none. */
  readonly tokenOf: (request: SignedRequest) => string | undefined
  /** Whether the claims state the hash of this body; absent where a token says nothing of the body. */
  readonly isBodyOf?: (claims: JsonObject, body: Uint8Array) => boolean
  /** What else has to hold of the claims. */
  readonly alsoWrong?: (jwt: Jwt, request: SignedRequest) => SignatureCheck | undefined
  /** The claims of a new token in place of these, and how it is put into the request; absent where none can be made. */
  readonly renew?: {
    readonly claims: (old: JsonObject, request: SignedRequest, at: number) => JsonObject
    readonly write: (token: string) => readonly HeaderPair[]
  }
  readonly tolerance?: Tolerance
}

export function jwtScheme(options: JwtOptions): Scheme {
  const { id, alg, where, tokenOf, isBodyOf, alsoWrong, renew, tolerance } = options
  const proof = proofs[alg]
  return {
    id,
    summary: `JWT ${alg} in \`${where}\`${isBodyOf ? ' with the hash of the body' : ''}`,
    proof: proof.type,
    ...(alg === 'HS256' ? {} : { keyKind: alg === 'RS256' ? 'rsa' : 'ec' }),
    ...(tolerance ? { tolerance } : {}),
    ...(isBodyOf ? {} : { leavesOut: 'the body' }),
    read(request) {
      const text = tokenOf(request)
      if (text === undefined) return undefined
      const jwt = readJwt(text)
      if (!jwt) return { malformed: `The token in ${where} is no JWT.` }
      if (jwt.header.alg !== alg) return wrongAlgorithm(where, alg)
      // Critical extensions that are not understood make a token unacceptable: RFC 7515, section 4.1.11.
      if ('crit' in jwt.header) return { malformed: `The token in ${where} asks for extensions.` }
      const { iat } = jwt.claims
      if (tolerance && typeof iat !== 'number') {
        return { malformed: `The token in ${where} does not say when it was made (iat).` }
      }
      return {
        signatures: [jwt.signature],
        proof,
        formsOf: (body) => (isBodyOf && !isBodyOf(jwt.claims, body) ? [] : [[jwt.signed]]),
        ...(typeof iat === 'number' ? { signedAt: iat * 1000 } : {}),
        ...(alsoWrong ? { alsoWrong: () => alsoWrong(jwt, request) } : {}),
      }
    },
    ...(renew
      ? {
          sign(request, key, at) {
            const old = readJwt(tokenOf(request) ?? '')
            const claims = renew.claims(old?.claims ?? {}, request, at)
            return { headers: renew.write(makeJwt({ ...old?.header, alg }, claims, key)) }
          },
        }
      : {}),
  }
}

/** Undefined unless it has three parts, of which two are JSON objects. */
export function readJwt(text: string): Jwt | undefined {
  const [header = '', claims = '', signature, ...more] = text.trim().split('.')
  if (!signature || more.length > 0) return undefined
  const [readHeader, readClaims] = [objectIn(header), objectIn(claims)]
  if (!readHeader || !readClaims) return undefined
  return { header: readHeader, claims: readClaims, signed: `${header}.${claims}`, signature }
}

/** Whether the token had expired, with what the provider's library forgives. */
export function checkExpiry(
  { exp, nbf }: JsonObject,
  receivedAt: number,
  leewayMs = 0,
): SignatureCheck | undefined {
  if (![exp, nbf].every(isTimeOrAbsent)) {
    return {
      verdict: 'malformed',
      reason: 'header-malformed',
      detail: 'The token is right, but it says when it expires or begins (exp, nbf) in no number.',
    }
  }
  const late = typeof exp === 'number' ? receivedAt - exp * 1000 : 0
  if (late > leewayMs) {
    return {
      verdict: 'stale',
      reason: 'timestamp-stale',
      detail: `The token is right, but it had expired ${Math.ceil(late / 1000)} s before the request arrived.`,
    }
  }
  const early = typeof nbf === 'number' ? nbf * 1000 - receivedAt : 0
  if (early <= leewayMs) return undefined
  return {
    verdict: 'stale',
    reason: 'timestamp-future',
    detail: `The token is right, but it becomes valid only ${Math.ceil(early / 1000)} s after the request arrived.`,
  }
}

function isTimeOrAbsent(claim: unknown): boolean {
  return claim === undefined || typeof claim === 'number'
}

const rs256 = { kind: 'rsa', digest: 'sha256', encoding: 'base64url' } as const
const es256 = {
  kind: 'ec',
  digest: 'sha256',
  encoding: 'base64url',
  dsaEncoding: 'ieee-p1363',
} as const
const hs256 = hmacProof({ encoding: 'base64url' })

const proofs: Readonly<Record<JwtAlgorithm, Proof>> = {
  HS256: hs256,
  RS256: publicKeyProof(rs256),
  ES256: publicKeyProof(es256),
}

function makeJwt(
  header: JsonObject & { alg: JwtAlgorithm },
  claims: JsonObject,
  key: string,
): string {
  const signed = [{ typ: 'JWT', ...header }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'))
    .join('.')
  return `${signed}.${signatureOf(header.alg, signed, key)}`
}

function signatureOf(alg: JwtAlgorithm, signed: string, key: string): string {
  if (alg === 'HS256') return hs256.expected(Buffer.from(key), [signed])
  return signWith(alg === 'RS256' ? rs256 : es256, key, signed)
}

function wrongAlgorithm(where: string, alg: JwtAlgorithm): Malformed {
  return {
    malformed: `The token in ${where} is not signed with ${alg}, the only algorithm accepted.`,
  }
}

function objectIn(part: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, 'base64url').toString())
    // An object that is no array: its keys may be asked for.
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as JsonObject)
      : undefined
  } catch {
    return undefined // No JSON: no token, which the caller says.
  }
}
