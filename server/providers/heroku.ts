// Heroku: told by its signature; whether it tries again is up to the level of the subscription.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const heroku: Provider = {
  id: 'heroku',
  label: 'Heroku',
  docsUrl: 'https://devcenter.heroku.com/articles/app-webhooks',
  facts: {
    detection: '`Heroku-Webhook-Hmac-SHA256`',
    source: 'Heroku Dev Center',
    unconfirmed: ['The encoding of the signature.', 'What `webhook_metadata` holds.'],
  },
  paste: 'App → More → View webhooks → Create Webhook → Payload URL',
  toldBy: ['heroku-webhook-hmac-sha256'],
  schemes: [
    hmacScheme({
      id: 'heroku',
      encoding: 'base64',
      carrier: inHeader('Heroku-Webhook-Hmac-SHA256'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: 'The text given when the webhook was created, or the one shown then.',
    },
  ],
  retries: {
    delays: [],
    note: 'A webhook of level `notify` has one attempt; one of level `sync` is tried until it succeeds or a limit is reached.',
  },
  detect(evidence) {
    if (!evidence.headers.has('heroku-webhook-hmac-sha256')) return undefined
    const payload = evidence.fields()
    const about = payload.at('webhook_metadata')
    const kind = about.text('event', 'include') ?? payload.text('resource')
    return {
      event: [kind, payload.text('action')].filter(Boolean).join('.') || null,
      deliveryId: about.text('delivery', 'id') ?? about.text('event', 'id') ?? null,
      gist: gistOf(payload.at('data')),
    }
  },
}

function gistOf(data: JsonView): string {
  const version = data.text('version')
  return joinParts(
    data.text('app', 'name') ?? data.text('name'),
    version && `v${version}`,
    data.text('description'),
    data.firstText(['status', 'state']),
  )
}
