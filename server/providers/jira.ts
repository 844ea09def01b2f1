// Jira: told by X-Atlassian-Webhook-Identifier, as its signature header has a name that many share.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const jira: Provider = {
  id: 'jira',
  label: 'Jira',
  docsUrl: 'https://developer.atlassian.com/cloud/jira/platform/webhooks/',
  facts: {
    detection: '`X-Atlassian-Webhook-Identifier`',
    source: 'Atlassian developer community: the retry policy',
    unconfirmed: [
      'How the signature is written.',
      'The identifier as the id of a delivery.',
      'The number of attempts.',
    ],
  },
  paste: 'Settings → System → WebHooks → Create a WebHook → URL',
  toldBy: ['x-atlassian-webhook-identifier'],
  schemes: [
    hmacScheme({
      id: 'jira',
      encoding: 'hex',
      carrier: inHeader('X-Hub-Signature', { prefix: 'sha256=' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "From the webhook's settings; without one Jira signs nothing.",
    },
  ],
  retries: { delays: [], most: 5, within: 1800 },
  detect(evidence) {
    const { headers } = evidence
    const deliveryId = headers.get('x-atlassian-webhook-identifier')
    if (deliveryId === undefined) return undefined
    const payload = evidence.fields()
    const retries = countFrom(headers.get('x-atlassian-webhook-retry'))
    const issue = payload.at('issue')
    return {
      event: payload.text('webhookEvent') ?? null,
      deliveryId,
      ...(retries === undefined ? {} : { attempt: retries + 1 }),
      gist: joinParts(
        [issue.text('key'), issue.text('fields', 'summary')].filter(Boolean).join(' '),
        issue.text('fields', 'status', 'name'),
        payload.text('user', 'displayName') ?? payload.text('comment', 'author', 'displayName'),
        payload.text('project', 'key') ?? payload.text('sprint', 'name'),
      ),
    }
  },
}
