// HubSpot: three generations of signatures, of which the newest is sent beside an older one and alone counts.

import type { Evidence, Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import { type Carrier, inHeader, withTime } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

const older = inHeader('X-HubSpot-Signature')

/** The version header says which of the older two it is; without one HubSpot's library takes it for the first. */
function ofVersion(version: 'v1' | 'v2'): Carrier {
  return {
    name: older.name,
    read: (evidence) => (versionOf(evidence) === version ? older.read(evidence) : undefined),
    write: (signature, time) => [
      ['X-HubSpot-Signature-Version', version],
      ...older.write(signature, time),
    ],
  }
}

function versionOf({ headers }: Evidence): string {
  return headers.get('x-hubspot-signature-version')?.trim() ?? 'v1'
}

export const hubspot: Provider = {
  id: 'hubspot',
  label: 'HubSpot',
  docsUrl: 'https://developers.hubspot.com/docs/api/webhooks/validating-requests',
  facts: {
    detection: '`X-HubSpot-Signature-v3` or `X-HubSpot-Signature`',
    source: 'library `@hubspot/api-client` 13.5.0',
    unconfirmed: [
      'That the URL is percent-decoded before it is signed.',
      'That event ids are not unique.',
      'The number of attempts.',
    ],
  },
  paste: 'The app → Webhooks → Target URL',
  toldBy: ['x-hubspot-signature-v3', 'x-hubspot-signature'],
  schemes: [
    hmacScheme({
      id: 'hubspot-v3',
      encoding: 'base64',
      over: '{method}{url}{body}{timestamp}',
      signed: ({ evidence, url, body, time }) => [evidence.method, url, body, time],
      alsoSigned: ({ evidence, url, body, time }) => [
        [evidence.method, decodedUrl(url), body, time],
      ],
      carrier: withTime(inHeader('X-HubSpot-Signature-v3'), 'X-HubSpot-Request-Timestamp'),
      time: 'ms',
      tolerance: { pastMs: 300_000, stepMs: 1 },
    }),
    hmacScheme({
      id: 'hubspot-v2',
      keying: 'prefix',
      encoding: 'hex',
      over: '{method}{url}{body}',
      signed: ({ evidence, url, body }) => [evidence.method, url, body],
      carrier: ofVersion('v2'),
    }),
    hmacScheme({
      id: 'hubspot-v1',
      keying: 'prefix',
      encoding: 'hex',
      over: '{body}',
      carrier: ofVersion('v1'),
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Client secret',
      hint: 'Under «Auth» of the app.',
    },
    {
      name: 'url',
      label: 'Target URL',
      hint: "As typed in at HubSpot, where it is not one of this bin's own addresses.",
      isOptional: true,
    },
  ],
  retries: { delays: [], most: 10, within: 86_400 },
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-hubspot-signature-v3') && !headers.has('x-hubspot-signature'))
      return undefined
    const payload = evidence.fields()
    const events = payload.count()
    const first = payload.kind === 'array' ? payload.at(0) : payload
    const retries = countFrom(first.text('attemptNumber'))
    return {
      event: first.text('subscriptionType') ?? first.text('eventType') ?? null,
      deliveryId: first.text('eventId') ?? first.text('callbackId') ?? null,
      ...(retries === undefined ? {} : { attempt: retries + 1 }),
      gist: gistOf(first, events),
    }
  },
  secretFlaw(secret) {
    return /^pat-/.test(secret)
      ? 'This is an access token of HubSpot. Requests are signed with the client secret of the app.'
      : undefined
  },
}

function gistOf(event: JsonView, events: number | undefined): string {
  const property = event.text('propertyName')
  const value = event.text('propertyValue')
  return joinParts(
    event.text('objectId'),
    property && (value === undefined ? property : `${property}: ${value}`),
    event.text('changeSource'),
    events !== undefined && events > 1 && counted(events, 'event'),
  )
}

// https://developers.hubspot.com/docs/api/webhooks/validating-requests
const decoded = /%(?:3A|2F|3F|40|21|24|27|28|29|2A|2C|3B)/gi

function decodedUrl(url: string): string {
  return url.replace(decoded, (escaped) => decodeURIComponent(escaped))
}
