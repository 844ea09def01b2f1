// Trello: signs the body and behind it the callback URL, as it was given when the webhook was made.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const trello: Provider = {
  id: 'trello',
  label: 'Trello',
  docsUrl: 'https://developer.atlassian.com/cloud/trello/guides/rest-api/webhooks/',
  facts: {
    detection: '`X-Trello-Webhook`',
    handshake: '200 to its `HEAD`',
    source: 'developer.atlassian.com',
    unconfirmed: ['What is signed.', 'The fields of the body.', 'The retry schedule.'],
  },
  paste: '`callbackURL` of `POST /1/webhooks`; Trello asks it with HEAD and wants 200',
  toldBy: ['x-trello-webhook'],
  schemes: [
    hmacScheme({
      id: 'trello',
      algorithm: 'sha1',
      encoding: 'base64',
      over: '{body}{url}',
      signed: ({ body, url }) => [body, url],
      carrier: inHeader('X-Trello-Webhook'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Application secret',
      hint: 'Under «API key» of the Power-Up, beside the key.',
    },
    {
      name: 'url',
      label: 'Callback URL',
      hint: "As given in `callbackURL`, where it is not one of this bin's own addresses.",
      isOptional: true,
    },
  ],
  retries: { delays: [30, 60, 120], most: 3 },
  detect(evidence) {
    if (!evidence.headers.has('x-trello-webhook')) return undefined
    const payload = evidence.fields()
    const action = payload.at('action')
    return {
      event: action.text('type') ?? null,
      deliveryId: action.text('id') ?? null,
      gist: joinParts(
        action.text('data', 'card', 'name') ?? action.text('data', 'list', 'name'),
        action.text('data', 'board', 'name') ?? payload.text('model', 'name'),
        action.text('memberCreator', 'username'),
      ),
    }
  },
}
