// ElevenLabs: told by ElevenLabs-Signature.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { inPairs } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const elevenlabs: Provider = {
  id: 'elevenlabs',
  label: 'ElevenLabs',
  docsUrl: 'https://elevenlabs.io/docs/overview/administration/webhooks',
  facts: {
    detection: '`ElevenLabs-Signature`',
    source: 'library `@elevenlabs/elevenlabs-js` 2.73.0',
    unconfirmed: ['The fields of the body.', 'Whether deliveries are tried again.'],
  },
  paste: 'Workspace settings → Webhooks → Create webhook → Callback URL',
  toldBy: ['elevenlabs-signature'],
  schemes: [
    hmacScheme({
      id: 'elevenlabs',
      encoding: 'hex',
      over: '{t}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: inPairs('ElevenLabs-Signature', {
        time: 't',
        signature: 'v0',
        isStrict: true,
        isFirstOnly: true,
      }),
      time: 'seconds',
      tolerance: { pastMs: 1_800_000, stepMs: 1 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Webhook secret',
      hint: 'Shown once when the webhook is made.',
      example: 'wsec_…',
    },
  ],
  detect(evidence) {
    if (!evidence.headers.has('elevenlabs-signature')) return undefined
    const event = evidence.fields()
    const data = event.at('data')
    return {
      event: event.text('type') ?? null,
      deliveryId: null,
      // It has the time of the event.
      hasFixedBody: true,
      gist: joinParts(
        data.text('analysis', 'transcript_summary'),
        data.text('conversation_id'),
        data.text('agent_id'),
        data.text('status'),
      ),
    }
  },
}
