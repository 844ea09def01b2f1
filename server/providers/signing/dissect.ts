// Takes a signature apart for those who want to see it: what was signed, what was given, what was expected (P2).

import type { Provider } from '../provider.ts'
import { type Credential, readSignature } from './check.ts'
import { isEqual } from './equal.ts'
import { formsFor, keysOf, makerOf } from './fits.ts'
import { type Claim, isMalformed, type Part, type SignedRequest } from './scheme.ts'

export interface Dissection {
  /** The scheme's id: `stripe`. */
  readonly scheme: string
  /** In one line: `HMAC-SHA256 of {t}.{body}, hex`. */
  readonly summary: string
  /** The bytes that are signed, no more of them than `mostShownBytes`. Empty where the proof covers nothing. */
  readonly signed: Uint8Array
  /** How many bytes are signed in all. */
  readonly signedBytes: number
  /** As they stand in the request, in the provider's encoding. */
  readonly given: readonly string[]
  /**
   * What each secret makes of the signed bytes. Absent where the provider signs with a private key, and where the
   * secret itself comes along: that is never shown.
   */
  readonly expected?: readonly ExpectedSignature[]
  /** When it was signed, Unix time in milliseconds, where that is signed as well. */
  readonly time?: number
}

export interface ExpectedSignature {
  /** Of the secret. */
  readonly name: string
  readonly signature: string
  /** Whether it is among those given. */
  readonly isGiven: boolean
}

export const mostShownBytes = 64 * 1024

/** Undefined when there is no signature, or none that can be read. May throw where a scheme fails at what was sent. */
export function dissect(
  provider: Provider,
  request: SignedRequest,
  credentials: readonly Credential[],
): Dissection | undefined {
  const found = readSignature(provider, request, credentials)
  if (!found || isMalformed(found.reading)) return undefined
  const { scheme, reading } = found
  const { signatures, signedAt } = reading
  const parts = signedParts(reading, request, credentials)
  const signedBytes = parts.reduce((sum, part) => sum + Buffer.byteLength(part), 0)
  const expected = signedBytes > 0 ? expectedOf(reading, parts, credentials) : undefined
  return {
    scheme: scheme.id,
    summary: scheme.summary,
    signed: firstBytes(parts, mostShownBytes),
    signedBytes,
    given: signatures,
    ...(expected ? { expected } : {}),
    ...(signedAt === undefined ? {} : { time: signedAt }),
  }
}

/** Of all forms the one that fits, or else the likeliest. */
function signedParts(
  claim: Claim,
  { evidence, urls }: SignedRequest,
  credentials: readonly Credential[],
): readonly Part[] {
  const forms = formsFor(claim, evidence.body, urls)
  const makers = credentials.flatMap(({ secret }) => makerOf(claim, secret) ?? [])
  return forms.find((parts) => makers.some((isMadeOver) => isMadeOver(parts))) ?? forms[0] ?? []
}

function expectedOf(
  { proof, signatures }: Claim,
  parts: readonly Part[],
  credentials: readonly Credential[],
): readonly ExpectedSignature[] | undefined {
  if (proof.type === 'public-key') return undefined
  return credentials.flatMap(({ name, secret }) => {
    const made = keysOf(proof, secret).map((key) => {
      const signature = proof.expected(key, parts)
      const isGiven = signatures.some((given) =>
        isEqual(proof.normalise?.(given) ?? given, signature),
      )
      return { name, signature, isGiven }
    })
    return made.find(({ isGiven }) => isGiven) ?? made[0] ?? []
  })
}

function firstBytes(parts: readonly Part[], most: number): Uint8Array {
  const pieces: Buffer[] = []
  let left = most
  for (const part of parts) {
    // A character is a byte at least, so that no more text is encoded than may be shown.
    const bytes = Buffer.from(part.slice(0, left)).subarray(0, left)
    pieces.push(bytes)
    left -= bytes.length
  }
  return Buffer.concat(pieces)
}
