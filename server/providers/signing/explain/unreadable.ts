// What is said when none of the bin's secrets or keys can be one of that provider's.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { SignatureCheck } from '../../../wire/requests.ts'
import type { Provider } from '../../provider.ts'
import type { Credential } from '../check.ts'
import type { Claim } from '../scheme.ts'
import { readingWords } from './secrets.ts'

/** `held` are those that the bin has, one at least. */
export function explainUnreadable(
  { label, fields, secretFlaw }: Provider,
  { proof }: Claim,
  [first]: readonly Credential[],
): SignatureCheck {
  const held = first?.secret ?? ''
  const [field] = fields
  if (proof.type === 'secret') {
    const flaw = secretFlaw?.(held) ?? `${label} takes it ${readingWords(proof.readKey)}.`
    return {
      verdict: 'mismatch',
      reason: 'secret-encoding',
      detail: `What this bin holds cannot be a secret of ${label}. ${flaw}${from(field?.hint)}`,
    }
  }
  const flaw = secretFlaw?.(held) ?? `It is ${kindOf(held)}.`
  return {
    verdict: 'unverifiable',
    reason: null,
    detail: `It takes ${proof.expects ?? 'a public key'} to check this signature, which is not what this bin holds. ${flaw}${from(field?.hint)}`,
  }
}

function from(hint: string | undefined): string {
  return hint === undefined ? '' : ` Where to find it: ${hint}`
}

/** What a text is that was pasted as a public key. */
function kindOf(text: string): string {
  const pem = text.trim()
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(pem)) {
    return `a private key, which nobody but its owner may have${canRead(createPrivateKey, pem) ? '' : ', and damaged'}`
  }
  const key = canRead(createPublicKey, pem)
  if (key) return `a key for ${algorithms[key.asymmetricKeyType ?? ''] ?? key.asymmetricKeyType}`
  return pem.startsWith('-----BEGIN ')
    ? 'a key or certificate that is damaged: paste it whole, with its first and last line'
    : 'no key that could be read'
}

const algorithms: Readonly<Record<string, string>> = { rsa: 'RSA', ec: 'ECDSA', ed25519: 'Ed25519' }

function canRead(read: (text: string) => KeyObject, text: string): KeyObject | undefined {
  try {
    return read(text)
  } catch {
    return undefined // Not such a key: an expected outcome, which the caller says.
  }
}
