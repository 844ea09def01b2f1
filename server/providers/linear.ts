// Linear: told by its headers; the time that counts stands in the signed body, not in Linear-Timestamp.

import type { HeaderPair, SignatureCheck } from '../wire/requests.ts'
import type { Evidence, Provider } from './provider.ts'
import { parseJson } from './reading/evidence.ts'
import { withJsonAt } from './reading/json-place.ts'
import { joinParts } from './reading/plain-text.ts'
import { valueAt } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'
import type { Scheme } from './signing/scheme.ts'
import { writeTime } from './signing/times.ts'
import { checkTime } from './signing/tolerance.ts'

const tolerance = { pastMs: 60_000, futureMs: 60_000, stepMs: 1 }

const bodyScheme = hmacScheme({
  id: 'linear',
  encoding: 'hex',
  over: 'body with its webhookTimestamp',
  carrier: inHeader('Linear-Signature'),
  tolerance,
  // Asked only once the signature is right, so that nobody else has a large body parsed.
  alsoWrong: ({ evidence }) => wrongTime(evidence),
})

const scheme: Scheme = {
  ...bodyScheme,
  sign(request, secret, at) {
    const { headers } = request.evidence
    const body = renewed(request.evidence.body, at)
    const signed = bodyScheme.sign?.(
      { ...request, evidence: { ...request.evidence, body } },
      secret,
      at,
    )
    const time: readonly HeaderPair[] = headers.has('linear-timestamp')
      ? [['Linear-Timestamp', writeTime(at, 'ms')]]
      : []
    return { headers: [...(signed?.headers ?? []), ...time], body }
  },
}

export const linear: Provider = {
  id: 'linear',
  label: 'Linear',
  docsUrl: 'https://linear.app/developers/webhooks',
  facts: {
    detection: '`Linear-Signature`, `Linear-Event` or `Linear-Delivery`',
    source: 'library `@linear/sdk` 98.0.0',
    unconfirmed: ['`Linear-Delivery` as the id of a delivery.', 'The retry schedule.'],
  },
  paste: 'Settings → API → Webhooks → New webhook → URL',
  toldBy: ['linear-signature', 'linear-event', 'linear-delivery'],
  schemes: [scheme],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: 'On the page of the webhook, under Settings → API.',
      example: 'lin_wh_…',
    },
  ],
  retries: { delays: [60, 3_600, 21_600], most: 3 },
  detect(evidence) {
    const { headers } = evidence
    const name = headers.get('linear-event')
    if (name === undefined && !headers.has('linear-signature') && !headers.has('linear-delivery'))
      return undefined
    const payload = evidence.fields()
    const subject = payload.at('data')
    const type = payload.text('type') ?? name
    return {
      event: [type, payload.text('action')].filter(Boolean).join('.') || null,
      deliveryId: headers.get('linear-delivery') ?? null,
      gist: joinParts(
        [subject.text('identifier'), subject.firstText(['title', 'name', 'body'])]
          .filter(Boolean)
          .join(' '),
        subject.text('state', 'name'),
        payload.text('actor', 'name'),
      ),
    }
  },
  secretFlaw(secret) {
    return /^lin_(api|oauth)_/.test(secret)
      ? "This is an API key of Linear. The signing secret stands on the webhook's page."
      : undefined
  },
}

/** What its library reads before it gives up. */
const maxBodyBytes = 5 * 1024 * 1024

function renewed(body: Uint8Array, at: number): Uint8Array {
  const isJson = parseJson(body, maxBodyBytes) !== undefined
  return isJson ? withJsonAt(body, ['webhookTimestamp'], writeTime(at, 'ms')) : body
}

function wrongTime({ body, receivedAt }: Evidence): SignatureCheck | undefined {
  const signedAt = valueAt(parseJson(body, maxBodyBytes), 'webhookTimestamp')
  if (typeof signedAt === 'number') {
    return checkTime({ signedAt }, { tolerance }, receivedAt, linear.label)
  }
  return {
    verdict: 'malformed',
    reason: 'unknown',
    detail:
      "The signature is right, but the body has no webhookTimestamp as a number, without which Linear's library refuses it.",
  }
}
