// The forms in which receivers take a public key, the one first that those of a provider ask for.

import type { ProviderInfo } from '../../server/wire/providers.ts'
import type { DevelopmentKey } from '../../server/wire/secrets.ts'

type FormId = 'pem' | 'base64' | 'jwk' | 'hex' | 'whpk'

export interface KeyForm {
  readonly id: FormId
  readonly name: string
  readonly text: string
}

/** Those that such a key has. */
export function formsOf(key: DevelopmentKey, provider: ProviderInfo): readonly KeyForm[] {
  const wanted = wantedForm(provider)
  return order
    .flatMap((id): KeyForm[] => {
      const text = key[id]
      return text === undefined ? [] : [{ id, name: names[id], text: text.trim() }]
    })
    .toSorted((a, b) => Number(b.id === wanted) - Number(a.id === wanted))
}

const order: readonly FormId[] = ['pem', 'base64', 'jwk', 'hex', 'whpk']

const names: Record<FormId, string> = {
  pem: 'PEM',
  base64: 'Base64 of the DER',
  jwk: 'JSON Web Key',
  hex: 'Hexadecimal',
  whpk: 'Standard Webhooks',
}

/** As the provider itself shows its own, which its libraries are made for. */
function wantedForm({ fields: [first] }: ProviderInfo): FormId {
  const { name, example = '' } = first ?? {}
  // Beside a shared secret only Standard Webhooks have keys.
  if (name === 'secret') return 'whpk'
  if (example.startsWith('{')) return 'jwk'
  if (example.includes('hexadecimal')) return 'hex'
  return example.startsWith('MFkw') ? 'base64' : 'pem'
}
