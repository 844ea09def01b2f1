// The signature of a private key in headers, checked and made by one description.

import type { Evidence } from '../provider.ts'
import { type Carrier, isCarried } from './carriers.ts'
import { decodeText } from './encodings.ts'
import { type PublicKeyOptions, publicKeyProof, signWith } from './public-key.ts'
import type { Part, Scheme, Tolerance } from './scheme.ts'
import { readTime, type TimeUnit, writeTime } from './times.ts'

/** What a signed text is put together from. */
export interface KeySignedParts {
  readonly body: Uint8Array
  /** As it stands in the request; empty where no time is signed. */
  readonly time: string
  readonly evidence: Evidence
}

export interface PublicKeySchemeOptions extends PublicKeyOptions {
  readonly id: string
  /** In one line, for the table of providers: `Ed25519 of «{timestamp}{body}», hex`. */
  readonly summary: string
  /** What is signed, in order. */
  readonly signed: (parts: KeySignedParts) => readonly Part[]
  readonly carrier: Carrier
  /** How the carried time is written; absent where no time is signed. */
  readonly time?: TimeUnit
  readonly tolerance?: Tolerance
  /** For what only looks different: hexadecimal digits in upper case. */
  readonly normalise?: (signature: string) => string
}

export function publicKeyScheme(options: PublicKeySchemeOptions): Scheme {
  const { id, summary, kind, encoding, carrier, signed, time, tolerance, normalise } = options
  const proof = publicKeyProof(options)
  return {
    id,
    summary,
    proof: 'public-key',
    keyKind: kind,
    ...(tolerance ? { tolerance } : {}),
    read({ evidence }) {
      const carried = carrier.read(evidence)
      if (!carried || !isCarried(carried)) return carried
      const signatures = carried.signatures
        .map((text) => normalise?.(text) ?? text)
        .filter((text) => text !== '' && decodeText(text, encoding))
      if (signatures.length === 0) {
        return { malformed: `The signature in ${carrier.name} is not ${encodingWords[encoding]}.` }
      }
      const text = carried.time ?? ''
      const signedAt = time && readTime(text, time)
      if (time && signedAt === undefined) {
        return { malformed: `The time in ${carrier.timeName ?? carrier.name} is no time.` }
      }
      return {
        signatures,
        proof,
        ...(signedAt === undefined ? {} : { signedAt }),
        formsOf: (body) => [signed({ body, time: text, evidence })],
      }
    },
    sign({ evidence }, privateKey, at) {
      const text = time ? writeTime(at, time) : ''
      const parts = signed({ body: evidence.body, time: text, evidence })
      return { headers: carrier.write(signWith(options, privateKey, ...parts), text) }
    },
  }
}

const encodingWords = {
  hex: 'hexadecimal',
  base64: 'base64',
  base64url: 'base64url',
} as const
