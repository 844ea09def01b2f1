// Sanity: told by the headers of its webhooks, since the body has whatever shape its owner projects.

import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import type { Carrier } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

const name = 'sanity-webhook-signature'

/** The library puts the header together anew and compares it whole: no space, no zero in front, nothing behind. */
const whole: Carrier = {
  name,
  read({ headers }) {
    const value = headers.get(name)
    if (value === undefined) return undefined
    const [, time, signature] = /^t=([1-9]\d*),v1=([^, ]+)$/.exec(value) ?? []
    if (time === undefined || signature === undefined) {
      return { malformed: `${name} is not t=…,v1=… and nothing else.` }
    }
    if (Number(time) < earliest) return { malformed: `The time in ${name} is not in milliseconds.` }
    return { signatures: [signature], time }
  },
  write: (signature, time) => [[name, `t=${time},v1=${signature}`]],
}

/** 2021, before which the library believes no time. */
const earliest = 1_609_459_200_000

export const sanity: Provider = {
  id: 'sanity',
  label: 'Sanity',
  docsUrl: 'https://www.sanity.io/docs/content-lake/webhooks',
  facts: {
    detection: '`sanity-webhook-signature`, or `sanity-webhook-id` where no secret is set',
    source: 'library `@sanity/webhook` 4.0.4',
    unconfirmed: [
      '`sanity-operation`, `sanity-document-id` and the other headers about the document.',
      'Whether `idempotency-key` is the same on every attempt.',
    ],
  },
  paste: 'sanity.io/manage → the project → API → Webhooks → Create webhook → URL',
  toldBy: [name, 'sanity-webhook-id'],
  schemes: [
    hmacScheme({
      id: 'sanity',
      encoding: 'base64url',
      over: '{t}.{body}',
      signed: ({ time, body }) => [time, '.', body],
      carrier: whole,
      time: 'ms',
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: "What was typed in under «Secret» of the webhook's advanced settings.",
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has(name) && !headers.has('sanity-webhook-id')) return undefined
    const document = evidence.fields()
    return {
      event: headers.get('sanity-operation') ?? null,
      deliveryId: headers.get('idempotency-key') ?? null,
      gist: joinParts(
        document.firstText(['title', 'name']),
        document.text('_type'),
        document.text('_id') ?? headers.get('sanity-document-id'),
        headers.get('sanity-dataset'),
      ),
    }
  },
}
