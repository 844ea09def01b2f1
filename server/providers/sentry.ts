// Sentry's integrations: told by the resource they name; what they sign is the body, not the time beside it.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const sentry: Provider = {
  id: 'sentry',
  label: 'Sentry',
  docsUrl: 'https://docs.sentry.io/organization/integrations/integration-platform/webhooks/',
  facts: {
    detection: '`Sentry-Hook-Resource`',
    source: 'getsentry/sentry `app_platform_event.py`',
    unconfirmed: [
      'The key and the encoding of the signature.',
      'Whether another attempt keeps `Request-ID`.',
      'That there are no further attempts.',
    ],
  },
  paste: 'Settings → Developer Settings → your integration → Webhook URL',
  toldBy: ['sentry-hook-resource', 'sentry-hook-signature'],
  schemes: [
    hmacScheme({
      id: 'sentry',
      encoding: 'hex',
      carrier: inHeader('Sentry-Hook-Signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Client secret',
      hint: "Under «Credentials» on the integration's page.",
    },
  ],
  retries: { delays: [], most: 0 },
  detect(evidence) {
    const { headers } = evidence
    const resource = headers.get('sentry-hook-resource')
    if (resource === undefined && !headers.has('sentry-hook-signature')) return undefined
    const payload = evidence.fields()
    return {
      event: [resource, payload.text('action')].filter(Boolean).join('.') || null,
      deliveryId: headers.get('request-id') ?? null,
      gist: gistOf(payload),
    }
  },
}

function gistOf(payload: JsonView): string {
  const data = payload.at('data')
  const subject = data.firstObject(['issue', 'event', 'error', 'metric_alert', 'installation'])
  return joinParts(
    subject.text('shortId'),
    subject.firstText(['title', 'message']) ?? data.firstText(['description_title', 'comment']),
    data.text('triggered_rule'),
    subject.firstText(['level', 'status']),
    subject.text('project', 'slug') ?? data.text('project_slug'),
  )
}
