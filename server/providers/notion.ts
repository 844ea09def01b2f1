// Notion: signs with the token that it sends once, unsigned, and that a person pastes back into its settings.

import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom, valueAt } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const notion: Provider = {
  id: 'notion',
  label: 'Notion',
  docsUrl: 'https://developers.notion.com/reference/webhooks',
  facts: {
    detection: '`X-Notion-Signature`; a body of `verification_token` alone',
    handshake:
      'any 2xx; the token is shown to be pasted back, and one click keeps it as the secret',
    source: 'library `@notionhq/client` 5.26.0',
    unconfirmed: ['The verification request.', 'The number of attempts.'],
  },
  paste: 'Integration settings → Webhooks → Create a subscription → Webhook URL',
  schemes: [
    hmacScheme({
      id: 'notion',
      encoding: 'hex',
      carrier: inHeader('X-Notion-Signature', { prefix: 'sha256=' }),
      normalise: (signature) => signature.toLowerCase(),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Verification token',
      hint: 'It came in the body of the first request, which has no signature; Notion asks for it to be pasted back.',
      example: 'secret_…',
    },
  ],
  retries: { delays: [], most: 8, within: 86_400 },
  toldBy: ['x-notion-signature'],
  toldByContent: { keys: ['verification_token'] },
  detect(evidence) {
    if (tokenOf(evidence) !== undefined) {
      return {
        event: 'verification_token',
        deliveryId: null,
        isNeverSigned: true,
        gist: 'URL check · the token is in the body',
      }
    }
    if (!evidence.headers.has('x-notion-signature')) return undefined
    const payload = evidence.fields()
    const attempt = countFrom(payload.text('attempt_number'))
    const entity = [payload.text('entity', 'type'), payload.text('entity', 'id')]
    return {
      event: payload.text('type') ?? null,
      deliveryId: payload.text('id') ?? null,
      ...(attempt ? { attempt } : {}),
      gist: joinParts(
        entity.filter(Boolean).join(' '),
        payload.text('workspace_name') ?? payload.text('authors', 0, 'id'),
      ),
    }
  },
  handedSecret: tokenOf,
  secretFlaw(secret) {
    return secret.startsWith('ntn_')
      ? 'This is an API token of Notion. The verification token came in the first request to the URL.'
      : undefined
  },
}

const maxTokenBodyBytes = 1024

/** Nothing else names Notion in that request, so it must be exactly this: one field, a token of its shape. */
function tokenOf({ method, body, json }: Evidence): string | undefined {
  if (method !== 'POST' || body.length > maxTokenBodyBytes) return undefined
  if (!bodyHas(body, '"verification_token"')) return undefined
  const payload = json()
  const token = valueAt(payload, 'verification_token')
  const isAlone = Object.keys(payload ?? {}).length === 1
  return isAlone && typeof token === 'string' && /^secret_[\w-]{8,200}$/.test(token)
    ? token
    : undefined
}
