// Clerk: its events come through Svix and are told by their shape.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { messageId } from './reading/standard-webhooks.ts'
import { svixSchemes } from './signing/standard-webhooks.ts'

export const clerk: Provider = {
  id: 'clerk',
  label: 'Clerk',
  docsUrl: 'https://clerk.com/docs/webhooks/overview',
  facts: {
    detection: '`svix-id` with a body of `object` «event», `type` and `data`',
    source: 'library `svix` 1.99.1',
    unconfirmed: ['That every event is delivered by Svix.', 'The retry schedule.'],
  },
  paste: 'Dashboard → Configure → Webhooks → Add Endpoint',
  toldBy: ['svix-id'],
  schemes: svixSchemes('clerk'),
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "On the endpoint's page of the dashboard.",
      example: 'whsec_…',
    },
  ],
  retries: { delays: [5, 300, 1800, 7200, 18_000, 36_000, 36_000], note: 'As Svix does.' },
  detect(evidence) {
    const id = messageId(evidence, 'svix')
    if (id === undefined) return undefined
    const payload = evidence.fields()
    const data = payload.at('data')
    const type = payload.text('type')
    if (payload.text('object') !== 'event' || type === undefined || data.kind !== 'object') {
      return undefined
    }
    return {
      event: type,
      deliveryId: id,
      gist: joinParts(
        data.text('email_addresses', 0, 'email_address') ??
          data.firstText(['name', 'email_address', 'to_email_address']),
        data.text('id'),
      ),
    }
  },
  secretFlaw(secret) {
    return /^[ps]k_(test|live)_/.test(secret)
      ? "This is an API key of Clerk. The endpoint's signing secret begins with whsec_."
      : undefined
  },
}
