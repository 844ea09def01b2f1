// Standard Webhooks: senders that follow the common specification and say nothing else of themselves.

import { hmac, unixSeconds } from './hmac.ts'
import { joinParts } from './plain-text.ts'
import type { Provider } from './provider.ts'

export const standardWebhooks: Provider = {
  id: 'standard-webhooks',
  label: 'Standard Webhooks',
  docsUrl: 'https://www.standardwebhooks.com/',
  toleranceMs: 300_000,
  detect(evidence) {
    const { headers } = evidence
    const id = headers.get('webhook-id')
    const signature = headers.get('webhook-signature')
    // GoCardless sends a header of the same name that holds bare hex.
    if (id === undefined || !headers.has('webhook-timestamp') || !/^v1a?,/.test(signature ?? '')) {
      return undefined
    }
    const payload = evidence.fields()
    const data = payload.at('data')
    return {
      event: payload.text('type') ?? null,
      deliveryId: id,
      signed: true,
      gist: joinParts(
        data.text('name'),
        data.text('id') ?? payload.text('id'),
        payload.text('status'),
      ),
    }
  },
  // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
  sign({ headers, body, deliveryId }, secret, at) {
    const [, present] = headers.find(([name]) => name.toLowerCase() === 'webhook-id') ?? []
    const id = present ?? deliveryId ?? ''
    const time = unixSeconds(at)
    const signature = hmac('sha256', keyOf(secret), `${id}.${time}.`, body).toString('base64')
    return [
      ['webhook-id', id],
      ['webhook-timestamp', time],
      ['webhook-signature', `v1,${signature}`],
    ]
  },
  secretFlaw(secret) {
    if (/^wh[sp]k_/.test(secret)) {
      return 'This is a key for asymmetric signatures, which Hooklens does not make. A secret begins with whsec_.'
    }
    const isBase64 = /^[A-Za-z0-9+/_-]+={0,2}$/.test(secret.replace(prefix, ''))
    return isBase64 ? undefined : 'A secret of Standard Webhooks is whsec_ and base64.'
  },
}

const prefix = /^whsec_/

function keyOf(secret: string): Uint8Array {
  return Buffer.from(secret.replace(prefix, ''), 'base64')
}
