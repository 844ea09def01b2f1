// The keyed hash that most providers sign with, checked and made by one description.

import { createHash, createHmac, createSecretKey } from 'node:crypto'
import type { SignatureCheck } from '../../wire/requests.ts'
import type { Evidence } from '../provider.ts'
import { type Carrier, isCarried } from './carriers.ts'
import { type Encoding, encodeBytes, isEncoded } from './encodings.ts'
import { textKey } from './keys.ts'
import type { KeyReader, Part, Proof, Scheme, SignedRequest, Tolerance } from './scheme.ts'
import { readTime, type TimeUnit, writeTime } from './times.ts'

export type HmacAlgorithm = 'sha1' | 'sha256' | 'sha384' | 'sha512'

/** Over the parts one behind the other; texts are UTF-8. */
export function hmac(
  algorithm: HmacAlgorithm,
  key: string | Uint8Array,
  ...parts: readonly Part[]
): Buffer {
  // Node takes four times as long with a key of bare bytes.
  const hash = createHmac(algorithm, typeof key === 'string' ? key : createSecretKey(key))
  for (const part of parts) hash.update(part)
  return hash.digest()
}

function prefixHash(algorithm: HmacAlgorithm, key: Uint8Array, ...parts: readonly Part[]): Buffer {
  const hash = createHash(algorithm).update(key)
  for (const part of parts) hash.update(part)
  return hash.digest()
}

/** What a signed text is put together from. */
export interface SignedParts {
  readonly body: Uint8Array
  readonly url: string
  /** As it stands in the request; empty where no time is signed. */
  readonly time: string
  readonly evidence: Evidence
}

export interface HmacOptions {
  readonly id: string
  /** In words for the table of providers: `{t}.{body}`; default `body`. */
  readonly over?: string
  /** What is signed, in order; default the body alone. */
  readonly signed?: (parts: SignedParts) => readonly Part[]
  /** Forms that the provider's library accepts as well. */
  readonly alsoSigned?: (parts: SignedParts) => readonly (readonly Part[])[]
  readonly algorithm?: HmacAlgorithm
  /** `prefix`: no HMAC but the plain hash of the secret and, behind it, what is signed. */
  readonly keying?: 'hmac' | 'prefix'
  readonly encoding: Encoding
  readonly carrier: Carrier
  readonly readKey?: KeyReader
  readonly alsoReadKey?: KeyReader
  /** Default: those that text and base64 secrets are mostly mistaken for. */
  readonly otherKeys?: readonly KeyReader[]
  /** How the carried time is written; absent where no time is signed. */
  readonly time?: TimeUnit
  readonly tolerance?: Tolerance
  readonly normalise?: (signature: string) => string
  /** What else has to hold once the signature fits. */
  readonly alsoWrong?: (request: SignedRequest) => SignatureCheck | undefined
}

export function hmacScheme(options: HmacOptions): Scheme {
  const { id, over = 'body', algorithm = 'sha256', encoding, carrier, time, tolerance } = options
  const { signed = ({ body }) => [body], alsoSigned, alsoWrong, keying } = options
  const algorithmName = algorithm.toUpperCase()
  const proof = hmacProof(options)
  return {
    id,
    summary:
      keying === 'prefix'
        ? `${algorithmName} of \`{secret}${over}\`, ${encoding}`
        : `HMAC-${algorithmName} of \`${over}\`, ${encoding}`,
    proof: 'secret',
    ...(tolerance ? { tolerance } : {}),
    read(request) {
      const { evidence } = request
      const carried = carrier.read(evidence)
      if (!carried || !isCarried(carried)) return carried
      const signatures = carried.signatures.filter((text) =>
        isEncoded(proof.normalise?.(text) ?? text, encoding, digestBytes[algorithm]),
      )
      if (signatures.length === 0) return { malformed: notEncoded(carrier, encoding, algorithm) }
      const text = carried.time ?? ''
      const signedAt = time && readTime(text, time)
      if (time && signedAt === undefined) return { malformed: noTime(carrier, text) }
      return {
        signatures,
        proof,
        ...(signedAt === undefined ? {} : { signedAt }),
        ...(alsoWrong ? { alsoWrong: () => alsoWrong(request) } : {}),
        formsOf(body, url) {
          const parts = { body, url, time: text, evidence }
          return [signed(parts), ...(alsoSigned?.(parts) ?? [])]
        },
      }
    },
    sign({ evidence, urls: [url = ''] }, secret, at) {
      const text = time ? writeTime(at, time) : ''
      const key = proof.readKey(secret) ?? new Uint8Array()
      const parts = signed({ body: evidence.body, url, time: text, evidence })
      return { headers: carrier.write(proof.expected(key, parts), text) }
    },
  }
}

type HmacProofOptions = Pick<
  HmacOptions,
  'algorithm' | 'keying' | 'encoding' | 'readKey' | 'alsoReadKey' | 'otherKeys' | 'normalise'
>

/** For schemes that read their signatures themselves. */
export function hmacProof({
  algorithm = 'sha256',
  keying = 'hmac',
  encoding,
  readKey = textKey,
  alsoReadKey,
  otherKeys,
  normalise,
}: HmacProofOptions): Extract<Proof, { type: 'secret' }> {
  return {
    type: 'secret',
    readKey,
    expected(key, parts) {
      const digest = keying === 'hmac' ? hmac : prefixHash
      return encodeBytes(digest(algorithm, key, ...parts), encoding)
    },
    ...(alsoReadKey ? { alsoReadKey } : {}),
    ...(otherKeys ? { otherKeys } : {}),
    ...(normalise ? { normalise } : {}),
  }
}

const digestBytes: Readonly<Record<HmacAlgorithm, number>> = {
  sha1: 20,
  sha256: 32,
  sha384: 48,
  sha512: 64,
}

function notEncoded({ name }: Carrier, encoding: Encoding, algorithm: HmacAlgorithm): string {
  const digits =
    encoding === 'hex' ? `${digestBytes[algorithm] * 2} lower-case hexadecimal digits` : encoding
  return `The signature in ${name} is not ${digits}, as a ${algorithm.toUpperCase()} has to be.`
}

function noTime({ name, timeName = name }: Carrier, text: string): string {
  return text === '' ? `The time is missing in ${timeName}.` : `The time in ${timeName} is no time.`
}
