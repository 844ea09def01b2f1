// QuickBooks Online: told by intuit-signature; nothing in a delivery names it.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const quickbooks: Provider = {
  id: 'quickbooks',
  label: 'QuickBooks',
  docsUrl: 'https://developer.intuit.com/app/developer/qbo/docs/develop/webhooks',
  facts: {
    detection: '`intuit-signature`',
    source: 'IntuitDeveloper/SampleApp-Webhooks-nodejs',
    unconfirmed: ['The fields of the body and its newer CloudEvents form.', 'The retry schedule.'],
  },
  paste: 'Intuit Developer → your app → Webhooks → Endpoint URL',
  toldBy: ['intuit-signature'],
  schemes: [
    hmacScheme({ id: 'quickbooks', encoding: 'base64', carrier: inHeader('intuit-signature') }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Verifier token',
      hint: "Under «Webhooks» of the app's settings, once the endpoint is saved.",
    },
  ],
  retries: { delays: [1200, 1800, 3000], most: 3 },
  detect(evidence) {
    if (!evidence.headers.has('intuit-signature')) return undefined
    const body = evidence.fields()
    return body.kind === 'array' ? fromCloudEvents(body) : fromNotifications(body)
  },
}

function fromNotifications(body: JsonView): ReturnType<Provider['detect']> {
  const notification = body.at('eventNotifications', 0)
  const entities = notification.at('dataChangeEvent', 'entities')
  const name = entities.text(0, 'name')
  const operation = entities.text(0, 'operation')
  const more = (entities.count() ?? 0) - 1
  return {
    event: name && operation ? `${name}.${operation}` : (name ?? null),
    deliveryId: null,
    // Each entity has the time of its change.
    hasFixedBody: true,
    gist: joinParts(
      [name, entities.text(0, 'id')].filter(Boolean).join(' '),
      more > 0 && `${counted(more, 'more change')}`,
      notification.text('realmId'),
    ),
  }
}

function fromCloudEvents(body: JsonView): ReturnType<Provider['detect']> {
  const more = (body.count() ?? 0) - 1
  return {
    event: body.text(0, 'type') ?? null,
    deliveryId: body.text(0, 'id') ?? null,
    hasFixedBody: more > 0 || undefined,
    gist: joinParts(
      body.text(0, 'intuitentityid'),
      more > 0 && `${counted(more, 'more event')}`,
      body.text(0, 'intuitaccountid'),
    ),
  }
}
