// Microsoft Graph change notifications: told by their body; proof is a shared clientState, not a signature.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas, parseJson } from './reading/evidence.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { queryOf, valueAt } from './reading/read-fields.ts'
import type { Malformed } from './signing/scheme.ts'
import { tokenScheme } from './signing/token.ts'

export const microsoftGraph: Provider = {
  id: 'microsoft-graph',
  label: 'Microsoft Graph',
  docsUrl: 'https://learn.microsoft.com/en-us/graph/change-notifications-delivery-webhooks',
  facts: {
    detection: 'a body of `value[]` with `subscriptionId`; `validationToken` in the query',
    handshake: '`validationToken`, decoded, as text',
    source: 'microsoft-graph-docs',
    unconfirmed: ['Rich notifications.', 'When a probe comes again.'],
  },
  paste: '`notificationUrl` and `lifecycleNotificationUrl` of a subscription',
  schemes: [
    tokenScheme({
      id: 'microsoft-graph',
      where: '`clientState` of each notification',
      tokensOf: ({ evidence }) => clientStates(evidence),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'clientState',
      hint: 'As given when the subscription was made; all notifications of a request have to carry it.',
    },
  ],
  retries: { delays: [], within: 14_400 },
  toldBy: [],
  toldByContent: { parameters: ['validationToken'], keys: ['value'] },
  detect(evidence) {
    if (tokenOf(evidence) !== undefined) {
      return { event: 'validationToken', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    if (evidence.method !== 'POST' || !bodyHas(evidence.body, 'subscriptionId', 1024))
      return undefined
    const payload = evidence.fields()
    const count = payload.count('value') ?? 1
    const first = payload.at('value', 0)
    const event = first.text('changeType') ?? first.text('lifecycleEvent')
    if (!first.text('subscriptionId') || !event) return undefined
    return {
      event,
      deliveryId: first.text('id') ?? null,
      hasFixedBody: count > 1 || undefined,
      gist: joinParts(first.text('resource'), count > 1 && counted(count, 'notification')),
    }
  },
  handshake(evidence) {
    const token = tokenOf(evidence)
    return token === undefined ? undefined : textAnswer(200, 'text/plain', token)
  },
}

/** A thousand notifications, which may come in one request, are more than is parsed to tell who sent them. */
const maxBodyBytes = 2 * 1024 * 1024

/** The one that all share; none where they differ, as then some cannot be right. */
function clientStates(evidence: Evidence): readonly string[] | Malformed | undefined {
  if (evidence.body.length === 0) return undefined
  const items = valueAt(parseJson(evidence.body, maxBodyBytes), 'value')
  if (!Array.isArray(items) || items.length === 0)
    return { malformed: 'The body has no value[] that could be read.' }
  const states = new Set(items.map((item) => valueAt(item, 'clientState')))
  const [state] = states
  if (states.size > 1) return []
  if (state === undefined || state === null) return undefined
  return typeof state === 'string' ? [state] : { malformed: 'A clientState is no text.' }
}

const maxTokenChars = 2 * 1024

/** A POST without a body; the token comes percent-encoded and goes back decoded. */
function tokenOf(evidence: Evidence): string | undefined {
  const { method, query, body, headers } = evidence
  if (method !== 'POST' || body.length > 0 || !query.includes('validationToken=')) return undefined
  const type = headers.get('content-type') ?? 'text/plain'
  const token = queryOf(evidence).get('validationToken')
  const isToken = token !== null && token !== '' && token.length <= maxTokenChars
  return isToken && type.toLowerCase().startsWith('text/plain') ? token : undefined
}
