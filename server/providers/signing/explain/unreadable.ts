// What is said when none of the bin's secrets or keys can be one of that provider's.

import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto'
import type { SignatureCheck } from '../../../wire/requests.ts'
import { readingWords } from './secrets.ts'
import type { Mismatch } from './trial.ts'

/** Undefined when one of them can. */
export function explainUnreadable(mismatch: Mismatch): SignatureCheck | undefined {
  const { provider, claim, options, trial } = mismatch
  const [first] = options.credentials
  if (trial.candidates.length > 0 || !first) return undefined
  const { proof } = claim
  const { label, secretFlaw, fields } = provider
  const [field] = fields
  if (proof.type === 'secret') {
    const flaw = secretFlaw?.(first.secret) ?? `${label} takes it ${readingWords(proof.readKey)}.`
    return {
      verdict: 'mismatch',
      reason: 'secret-encoding',
      detail: `What this bin holds cannot be a secret of ${label}. ${flaw}${from(field?.hint)}`,
    }
  }
  const expected = proof.expects ?? 'a public key'
  const flaw = secretFlaw?.(first.secret) ?? `It is ${kindOf(first.secret)}.`
  return {
    verdict: 'unverifiable',
    reason: 'secret-encoding',
    detail: `It takes ${expected} to check this signature, which is not what this bin holds. ${flaw}${from(field?.hint)}`,
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
