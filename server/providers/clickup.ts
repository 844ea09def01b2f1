// ClickUp: told by its body, as many name their signature's header like it.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const clickup: Provider = {
  id: 'clickup',
  label: 'ClickUp',
  docsUrl: 'https://developer.clickup.com/docs/webhooks',
  facts: {
    detection: '`X-Signature` with a body of `event` and `webhook_id`',
    source: "ClickUp's page about signatures",
    unconfirmed: ['That the first item of the history names the delivery.'],
  },
  paste: 'The field `endpoint` of `POST /api/v2/team/{team_id}/webhook`',
  toldBy: ['x-signature'],
  schemes: [
    hmacScheme({
      id: 'clickup',
      encoding: 'hex',
      carrier: inHeader('X-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: 'In the answer to the call that created the webhook, as `webhook.secret`.',
    },
  ],
  detect(evidence) {
    if (!evidence.headers.has('x-signature')) return undefined
    const payload = evidence.fields()
    const event = payload.text('event')
    const webhook = payload.text('webhook_id')
    if (event === undefined || webhook === undefined || !/^[a-z]+[A-Z][A-Za-z]+$/.test(event)) {
      return undefined
    }
    const item = payload.text('history_items', 0, 'id')
    return {
      event,
      // As ClickUp recommends to tell deliveries apart.
      deliveryId: item === undefined ? null : `${webhook}:${item}`,
      gist: gistOf(payload),
    }
  },
}

function gistOf(payload: JsonView): string {
  const change = payload.at('history_items', 0)
  return joinParts(
    payload.firstText(['task_id', 'list_id', 'folder_id', 'space_id', 'goal_id', 'key_result_id']),
    change.text('field'),
    change.text('after', 'status') ?? change.text('after'),
    change.text('user', 'username'),
  )
}
