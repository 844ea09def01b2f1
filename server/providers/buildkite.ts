// Buildkite: told by its event; a webhook's token is either the key of a signature or sent along as it is.

import type { Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'
import { tokenInHeader } from './signing/token.ts'

export const buildkite: Provider = {
  id: 'buildkite',
  label: 'Buildkite',
  docsUrl: 'https://buildkite.com/docs/apis/webhooks/pipelines',
  facts: {
    detection: '`X-Buildkite-Event`',
    source: 'buildkite/docs',
    unconfirmed: ['The text that is signed.'],
  },
  paste: 'Organization Settings → Notification Services → Add Webhook → Webhook URL',
  toldBy: ['x-buildkite-event', 'x-buildkite-signature', 'x-buildkite-token'],
  schemes: [
    hmacScheme({
      id: 'buildkite',
      encoding: 'hex',
      over: '{timestamp}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: inPairs('X-Buildkite-Signature', { time: 'timestamp', signature: 'signature' }),
      // How old it may be is left to the receiver.
      time: 'seconds',
    }),
    tokenInHeader('buildkite-token', 'X-Buildkite-Token'),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Token',
      hint: "On the webhook's page; «Send an HMAC signature» there proves the body as well.",
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('x-buildkite-event')
    const isSigned = headers.has('x-buildkite-signature') || headers.has('x-buildkite-token')
    if (name === undefined && !isSigned) return undefined
    const payload = evidence.fields()
    return {
      event: name ?? payload.text('event') ?? null,
      deliveryId: null,
      gist: gistOf(payload),
    }
  },
}

function gistOf(payload: JsonView): string {
  const build = payload.at('build')
  const number = build.text('number')
  return joinParts(
    [number && `#${number}`, build.text('message')].filter(Boolean).join(' '),
    payload.text('job', 'name') ?? payload.text('agent', 'name') ?? payload.text('package', 'name'),
    payload.text('job', 'state') ?? build.text('state'),
    build.text('branch'),
    payload.at('pipeline').firstText(['name', 'slug']),
  )
}
