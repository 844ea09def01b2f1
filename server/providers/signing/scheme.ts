// How a provider proves that a request is its own: what every scheme says of itself, whatever it computes. Types only.

import type { KeyObject } from 'node:crypto'
import type { HeaderPair, SignatureCheck } from '../../wire/requests.ts'
import type { KeyKind } from '../../wire/secrets.ts'
import type { Evidence } from '../provider.ts'

/** Texts are UTF-8. Parts instead of one text, so that a large body is not copied to be hashed. */
export type Part = string | Uint8Array

/** What a scheme may look at to find a signature, or to make one. */
export interface SignedRequest {
  readonly evidence: Evidence
  /**
   * The URLs that may have been typed into the provider's settings, the likeliest first. Each counts, and the
   * first is the one to sign with.
   */
  readonly urls: readonly string[]
  /** What the owner set beside the secret, by the names of the provider's fields: `webhookId`. */
  readonly extra: Extra
}

export type Extra = Readonly<Record<string, string>>

/** A signature as it stands in a request, with everything it takes to check it. */
export interface Claim {
  /** In the provider's own encoding; any one of them may fit, since providers send several while a secret rotates. */
  readonly signatures: readonly string[]
  /**
   * Each form of what may have been signed, were this the body and this the URL. None where the request contradicts
   * that: it may state a hash of its body.
   */
  readonly formsOf: (body: Uint8Array, url: string) => readonly (readonly Part[])[]
  readonly proof: Proof
  /** When it was signed, Unix time in milliseconds, where that is signed as well. */
  readonly signedAt?: number
  /** What the owner has to say first, in a sentence, where it is signed and not in the request. */
  readonly lacks?: string
  /** What else has to hold once the signature fits: the expiry or the audience of a token. */
  readonly alsoWrong?: () => SignatureCheck | undefined
}

export type Proof =
  | {
      readonly type: 'secret'
      /** Undefined when the text cannot be a key: not hexadecimal, not base64. */
      readonly readKey: KeyReader
      /** Where one text may be meant in two ways, and only the provider knows in which: either counts. */
      readonly alsoReadKey?: KeyReader
      /** The signature as the provider would write it. */
      readonly expected: (key: Uint8Array, parts: readonly Part[]) => string
      /** What other readings of the secret people mix up with the right one; for explaining only. */
      readonly otherKeys?: readonly KeyReader[]
      /** For what only looks different: hexadecimal digits in upper case, where the provider's library takes them. */
      readonly normalise?: (signature: string) => string
    }
  | {
      readonly type: 'public-key'
      /** What key it takes, for those who paste another: `an Ed25519 key`. */
      readonly expects?: string
      /** Undefined when the text is no key of the right kind. */
      readonly readKey: (text: string) => KeyObject | undefined
      readonly fits: (key: KeyObject, parts: readonly Part[], signature: string) => boolean
    }

export type KeyReader = (secret: string) => Uint8Array | undefined

/** A signature that is there but cannot be read; `what` is a sentence that names the part at fault. */
export interface Malformed {
  readonly malformed: string
}

/** A request as it has to be sent to carry a new signature: each header in place of one that is there, or new. */
export interface Signed {
  readonly headers: readonly HeaderPair[]
  /** Where the signature stands in the body. */
  readonly body?: Uint8Array
  /** Where the query states a hash of the body; without its `?`. */
  readonly query?: string
}

/** How far from its arrival a signature's time may lie, in milliseconds; absent means any distance. */
export interface Tolerance {
  readonly pastMs?: number
  readonly futureMs?: number
  /** What the provider's library rounds the present down to before it compares; default 1000, as most count seconds. */
  readonly stepMs?: number
}

export interface Scheme {
  /** `stripe`, or `hubspot-v3` where a provider has several; unique among all. */
  readonly id: string
  /** In one line, for the table of providers: `HMAC-SHA256 of «{t}.{body}», hex`. */
  readonly summary: string
  readonly proof: Proof['type']
  /** Of a public key: which kind a development key has to be. */
  readonly keyKind?: KeyKind
  readonly tolerance?: Tolerance
  /** What of the request the proof does not cover, as in «It does not cover {…}.»; absent where it covers the body. */
  readonly leavesOut?: string
  /** Undefined when the request carries no signature of this scheme. */
  readonly read: (request: SignedRequest) => Claim | Malformed | undefined
  /**
   * As the provider would sign at that time, Unix time in milliseconds. The key is a secret, or for `public-key` a
   * private key as PEM (PKCS #8). Absent where signing makes no sense.
   */
  readonly sign?: (request: SignedRequest, key: string, at: number) => Signed
}

export function isMalformed(reading: Claim | Malformed): reading is Malformed {
  return 'malformed' in reading
}
