// Vercel: told by its signature, which is one of SHA-1.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const vercel: Provider = {
  id: 'vercel',
  label: 'Vercel',
  docsUrl: 'https://vercel.com/docs/webhooks',
  facts: {
    detection: '`x-vercel-signature`',
    source: 'third parties',
    unconfirmed: ['The fields of the body.', 'How long it tries again.'],
  },
  paste: 'Team Settings → Webhooks → Create Webhook → Endpoint URL',
  toldBy: ['x-vercel-signature'],
  schemes: [
    hmacScheme({
      id: 'vercel',
      algorithm: 'sha1',
      encoding: 'hex',
      carrier: inHeader('x-vercel-signature'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: 'Shown once, when the webhook is created; of an integration it is the client secret.',
    },
  ],
  retries: { delays: [], within: 86_400, note: 'Ever more rarely.' },
  detect(evidence) {
    if (!evidence.headers.has('x-vercel-signature')) return undefined
    const event = evidence.fields()
    return {
      event: event.text('type') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: gistOf(event.at('payload')),
    }
  },
}

function gistOf(payload: JsonView): string {
  const deployment = payload.at('deployment')
  return joinParts(
    deployment.text('name') ?? payload.at('project').firstText(['name', 'id']),
    payload.text('target'),
    deployment.firstText(['url', 'id']) ?? payload.at('domain').firstText(['name']),
    deployment.text('meta', 'githubCommitMessage'),
  )
}
