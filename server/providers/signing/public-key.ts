// Signatures made with a private key of the provider's, checked with the public key that the owner pastes.

import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import type { KeyKind } from '../../wire/secrets.ts'
import { decodeText, type Encoding } from './encodings.ts'
import type { Part, Proof } from './scheme.ts'

export interface PublicKeyOptions {
  readonly kind: KeyKind
  /** Of the digest; null for Ed25519, which has its own. */
  readonly digest: 'sha1' | 'sha256' | null
  /** How the signature is written: bytes as text. */
  readonly encoding: Encoding
  /** Of ECDSA: DER by default, `ieee-p1363` in tokens. */
  readonly dsaEncoding?: 'der' | 'ieee-p1363'
}

export function publicKeyProof(options: PublicKeyOptions): Extract<Proof, { type: 'public-key' }> {
  const { kind, digest, encoding, dsaEncoding = 'der' } = options
  return {
    type: 'public-key',
    expects: expectations[kind],
    readKey: (text) => readPublicKey(text, kind),
    fits(key, parts, signature) {
      const bytes = decodeText(signature, encoding)
      return bytes !== undefined && verify(digest, joined(parts), { key, dsaEncoding }, bytes)
    },
  }
}

const expectations: Readonly<Record<KeyKind, string>> = {
  ed25519: 'an Ed25519 public key (64 hexadecimal digits, base64 or PEM)',
  ec: 'an ECDSA public key (PEM, base64 or a JWK)',
  rsa: 'an RSA public key or certificate (PEM, base64 or a JWK)',
}

/** The private key is PEM (PKCS #8). */
export function signWith(
  { digest, encoding, dsaEncoding = 'der' }: PublicKeyOptions,
  privateKey: string,
  ...parts: readonly Part[]
): string {
  const key = createPrivateKey(privateKey)
  return sign(digest, joined(parts), { key, dsaEncoding }).toString(encoding)
}

export function joined(parts: readonly Part[]): Buffer {
  return Buffer.concat(parts.map((part) => Buffer.from(part)))
}

/**
 * From what providers show: PEM of a key or a certificate, base64 of its DER without the armour, a JSON Web Key, and
 * for Ed25519 the 32 bytes in hexadecimal or base64, `whpk_` before them or not.
 */
export function readPublicKey(text: string, kind: KeyKind): KeyObject | undefined {
  for (const read of [fromPem, fromJwk, fromRaw, fromDer]) {
    try {
      const key = read(text.trim(), kind)
      if (key?.asymmetricKeyType === kind) return key
    } catch {
      // Not written so: the next may fit.
    }
  }
  return undefined
}

function fromPem(text: string): KeyObject | undefined {
  return /^-----BEGIN (CERTIFICATE|(RSA )?PUBLIC KEY)-----/.test(text)
    ? createPublicKey(text)
    : undefined
}

function fromJwk(text: string): KeyObject | undefined {
  return text.startsWith('{')
    ? createPublicKey({ key: JSON.parse(text), format: 'jwk' })
    : undefined
}

const rawEd25519Bytes = 32

function fromRaw(text: string, kind: KeyKind): KeyObject | undefined {
  if (kind !== 'ed25519') return undefined
  const encoding = /^[0-9a-fA-F]{64}$/.test(text) ? 'hex' : 'base64'
  const bytes = Buffer.from(text.replace(/^whpk_/, ''), encoding)
  if (bytes.length !== rawEd25519Bytes) return undefined
  const x = bytes.toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

function fromDer(text: string): KeyObject | undefined {
  const isBase64 = /^[A-Za-z0-9+/\s]+={0,2}$/.test(text)
  const key = Buffer.from(text, 'base64')
  return isBase64 ? createPublicKey({ key, format: 'der', type: 'spki' }) : undefined
}
