// Polar: Standard Webhooks with a key of its own kind, told by its client or by its names of events.

import type { Evidence, Provider } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { messageId } from './reading/standard-webhooks.ts'
import { textKey, whsecKey } from './signing/keys.ts'
import type { KeyReader } from './signing/scheme.ts'
import { standardWebhooksScheme } from './signing/standard-webhooks.ts'

export const polar: Provider = {
  id: 'polar',
  label: 'Polar',
  docsUrl: 'https://polar.sh/docs/integrate/webhooks/endpoints',
  facts: {
    detection: '`webhook-id` from the client `polar.sh webhooks`, or a body as only Polar has it',
    source: 'library `@polar-sh/sdk` 0.49.0, polarsource/polar',
    unconfirmed: ['The gaps between its attempts.'],
  },
  paste: 'Organisation → Settings → Webhooks → Add Endpoint',
  toldBy: ['webhook-id'],
  schemes: [standardWebhooksScheme({ id: 'polar', readKey: polarKey, alsoReadKey: textKey })],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "On the endpoint's page of the organisation's settings.",
    },
  ],
  detect(evidence) {
    const id = messageId(evidence, 'webhook')
    if (id === undefined) return undefined
    const payload = evidence.fields()
    if (!isFromPolar(evidence) && !isShapedLikePolar(payload)) return undefined
    const data = payload.at('data')
    return {
      event: payload.text('type') ?? null,
      deliveryId: id,
      gist: joinParts(
        data.firstText(['name', 'email']) ?? data.text('customer', 'email'),
        data.text('product', 'name'),
        data.text('status'),
        data.text('id'),
      ),
    }
  },
  secretFlaw(secret) {
    return /^polar_(pat|oat)_/.test(secret)
      ? "This is an access token of Polar. The secret stands on the endpoint's page."
      : undefined
  },
}

/**
 * The text as it is shown. Only the newest kind is what the specification wants: `whsec_` and the padded base64 of
 * 32 bytes. An older one may look the same, as only the day it was made decides, so that as text it counts as well.
 */
function polarKey(secret: string): ReturnType<KeyReader> {
  return /^whsec_[A-Za-z0-9+/]{43}=$/.test(secret) ? whsecKey(secret) : textKey(secret)
}

function isFromPolar({ headers }: Evidence): boolean {
  return headers.get('user-agent') === 'polar.sh webhooks'
}

/** Others may name an event alike, but hardly have the same three fields in the same order besides. */
function isShapedLikePolar(payload: JsonView): boolean {
  const type = payload.text('type')
  return (
    type !== undefined &&
    events.test(type) &&
    payload.at('data').kind === 'object' &&
    /^\d{4}-\d\d-\d\dT/.test(payload.text('timestamp') ?? '') &&
    payload.keys().join() === 'type,timestamp,data'
  )
}

const events =
  /^(checkout\.(created|updated|expired)|order\.(created|updated|paid|refunded)|subscription\.(created|updated|active|canceled|uncanceled|revoked|past_due|cycled)|refund\.(created|updated)|product\.(created|updated)|benefit\.(created|updated)|benefit_grant\.(created|cycled|updated|revoked)|customer\.(created|updated|deleted|state_changed)|customer_seat\.(assigned|claimed|revoked)|member\.(created|updated|deleted)|organization\.updated)$/
