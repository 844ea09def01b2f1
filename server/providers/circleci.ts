// CircleCI: told by its event type; of several versions of the signature only the newest known one counts.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const circleci: Provider = {
  id: 'circleci',
  label: 'CircleCI',
  docsUrl: 'https://circleci.com/docs/guides/integration/outbound-webhooks/',
  facts: {
    detection: '`circleci-event-type`, `circleci-signature`',
    source: 'circleci-docs',
    unconfirmed: ['The event type of the test request.'],
  },
  paste: 'Project Settings → Webhooks → Add Webhook → Receiver URL',
  toldBy: ['circleci-event-type', 'circleci-signature'],
  schemes: [
    hmacScheme({
      id: 'circleci',
      encoding: 'hex',
      carrier: inPairs('circleci-signature', { signature: 'v1' }),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret token',
      hint: "The text typed into «Secret token» in the webhook's settings.",
    },
  ],
  retries: { delays: [], note: 'Later; the documentation gives no times.' },
  detect(evidence) {
    const { headers } = evidence
    const type = headers.get('circleci-event-type')
    if (type === undefined && !headers.has('circleci-signature')) return undefined
    const payload = evidence.fields()
    return {
      event: type ?? payload.text('type') ?? null,
      deliveryId: payload.text('id') ?? null,
      gist: gistOf(payload),
    }
  },
}

function gistOf(payload: JsonView): string {
  const subject = payload.firstObject(['job', 'workflow'])
  const number = payload.text('pipeline', 'number')
  return joinParts(
    subject.text('name'),
    subject.text('status'),
    number && `#${number}`,
    payload.text('pipeline', 'vcs', 'branch'),
    payload.at('project').firstText(['name', 'slug']),
  )
}
