// Azure Event Grid in its own schema: told by Aeg-Event-Type; validates a URL with a code in the first event.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { countFrom, valueAt } from './reading/read-fields.ts'

export const azureEventGrid: Provider = {
  id: 'azure-event-grid',
  label: 'Azure Event Grid',
  docsUrl:
    'https://learn.microsoft.com/en-us/azure/event-grid/end-point-validation-event-grid-events-schema',
  facts: {
    detection: '`Aeg-Event-Type`',
    handshake: '`validationCode` as JSON; or one click fetches its validation URL',
    source: 'azure-docs',
    unconfirmed: ['`Aeg-Delivery-Count`, and the number of attempts.'],
  },
  paste: 'Event subscription → Endpoint type «Web Hook» → Subscriber endpoint',
  toldBy: ['aeg-event-type'],
  schemes: [],
  fields: [],
  detect(evidence) {
    const { headers } = evidence
    const kind = headers.get('aeg-event-type')
    if (kind === undefined) return undefined
    const payload = evidence.fields()
    const events = payload.count() ?? 1
    const retries = countFrom(headers.get('aeg-delivery-count'))
    return {
      event: payload.text(0, 'eventType') ?? payload.text('type') ?? kind,
      deliveryId: payload.text(0, 'id') ?? payload.text('id') ?? null,
      hasFixedBody: events > 1 || undefined,
      ...(retries === undefined ? {} : { attempt: retries + 1 }),
      isNeverSigned: true,
      gist:
        codeOf(evidence) === undefined
          ? joinParts(
              payload.text(0, 'subject') ?? payload.text('subject'),
              events > 1 && counted(events, 'event'),
            )
          : 'URL check',
    }
  },
  retries: { delays: [], most: 29, within: 86_400 },
  confirm(evidence) {
    if (codeOf(evidence) === undefined) return undefined
    const url = URL.parse(String(valueAt(evidence.json(), 0, 'data', 'validationUrl')))
    const isTheirs = url?.protocol === 'https:' && url.hostname.endsWith('.eventgrid.azure.net')
    return isTheirs ? { url: url.href, label: 'Validate the URL' } : undefined
  },
  handshake(evidence) {
    const code = codeOf(evidence)
    if (code === undefined) return undefined
    return textAnswer(200, 'application/json', JSON.stringify({ validationResponse: code }))
  },
}

function codeOf(evidence: Evidence): string | undefined {
  const { method, headers, body } = evidence
  const isCheck =
    method === 'POST' &&
    body.length <= 64 * 1024 &&
    headers.get('aeg-event-type')?.toLowerCase() === 'subscriptionvalidation'
  if (!isCheck) return undefined
  const payload = evidence.json()
  const code = valueAt(payload, 0, 'data', 'validationCode')
  const type = valueAt(payload, 0, 'eventType')
  const isEvent = type === 'Microsoft.EventGrid.SubscriptionValidationEvent'
  return isEvent && typeof code === 'string' ? code : undefined
}
