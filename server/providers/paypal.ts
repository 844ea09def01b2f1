// PayPal: told by its transmission headers; the signature covers a checksum of the body and an id that is not sent.

import { randomUUID } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { SignatureCheck } from '../wire/requests.ts'
import type { Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { type PublicKeyOptions, publicKeyProof, signWith } from './signing/public-key.ts'
import type { Claim, Malformed, Scheme, SignedRequest } from './signing/scheme.ts'

const rsa: PublicKeyOptions = { kind: 'rsa', digest: 'sha256', encoding: 'base64' }
const proof = publicKeyProof(rsa)
const algorithm = 'SHA256withRSA'

const signature: Scheme = {
  id: 'paypal',
  summary:
    'RSA-SHA256 of `{transmission id}|{transmission time}|{webhook id}|{CRC-32 of the body}`, base64',
  proof: 'public-key',
  keyKind: 'rsa',
  read({ evidence, extra: { webhookId } }): Claim | Malformed | undefined {
    const { headers } = evidence
    const given = headers.get('paypal-transmission-sig')
    if (given === undefined) return undefined
    const id = headers.get('paypal-transmission-id')
    const time = headers.get('paypal-transmission-time')
    if (!id) return { malformed: 'PAYPAL-TRANSMISSION-ID is missing.' }
    if (!time) return { malformed: 'PAYPAL-TRANSMISSION-TIME is missing.' }
    // Whoever may name the algorithm may name a weak one.
    if (headers.get('paypal-auth-algo') !== algorithm) {
      return { malformed: `PAYPAL-AUTH-ALGO is not ${algorithm}, the only one PayPal signs with.` }
    }
    return {
      signatures: [given.trim()],
      proof,
      formsOf: (body) => [[signedText(id, time, webhookId ?? '', body)]],
      ...(webhookId ? {} : { lacks: noWebhookId }),
      alsoWrong: () => wrongCertificate(evidence),
    }
  },
  sign({ evidence, extra: { webhookId = '' } }: SignedRequest, key, at) {
    const id = evidence.headers.get('paypal-transmission-id') ?? randomUUID()
    const time = new Date(at).toISOString().replace(/\.\d+Z$/, 'Z')
    return {
      headers: [
        ['PAYPAL-TRANSMISSION-ID', id],
        ['PAYPAL-TRANSMISSION-TIME', time],
        [
          'PAYPAL-TRANSMISSION-SIG',
          signWith(rsa, key, signedText(id, time, webhookId, evidence.body)),
        ],
        ['PAYPAL-AUTH-ALGO', algorithm],
      ],
    }
  },
}

const noWebhookId =
  'PayPal signs the id of the webhook along, which no request carries. Enter the webhook id that the dashboard shows beside the URL.'

/** The checksum is an unsigned decimal number. */
function signedText(id: string, time: string, webhookId: string, body: Uint8Array): string {
  return `${id}|${time}|${webhookId}|${crc32(body)}`
}

export const paypal: Provider = {
  id: 'paypal',
  label: 'PayPal',
  docsUrl: 'https://developer.paypal.com/api/rest/webhooks/',
  facts: {
    detection: '`PAYPAL-TRANSMISSION-ID`',
    source: 'PayPal-Java-SDK `Event.validateReceivedEvent`, developer.paypal.com',
    unconfirmed: [
      'What of the headers changes from one attempt to the next.',
      'That events of the simulator cannot be verified.',
      'The retry schedule.',
    ],
  },
  paste: 'Developer Dashboard → Apps & Credentials → your app → Webhooks → Add Webhook',
  toldBy: ['paypal-transmission-id', 'paypal-transmission-sig'],
  schemes: [signature],
  fields: [
    {
      name: 'publicKey',
      label: 'Certificate or public key',
      hint: 'As PEM: what the address in PAYPAL-CERT-URL of a request serves. See that it lies at paypal.com.',
      example: '-----BEGIN CERTIFICATE-----…',
    },
    {
      name: 'webhookId',
      label: 'Webhook ID',
      hint: 'Beside the URL in the list of webhooks of the app. It is signed, but never sent.',
      example: '1JE4291016473214C',
    },
  ],
  keyUrl: certificateUrl,
  suspicion(evidence) {
    const named = evidence.headers.get('paypal-cert-url')
    if (named === undefined) return undefined
    const url = certificateUrl(evidence)
    return url === undefined
      ? 'PAYPAL-CERT-URL does not lead to paypal.com: a request of PayPal always does.'
      : `The certificate it was signed with is the one at ${url}. Events of the simulator cannot be verified.`
  },
  retries: { delays: [], most: 25, within: 259_200 },
  detect(evidence) {
    const { headers } = evidence
    const isTold = headers.has('paypal-transmission-id') || headers.has('paypal-transmission-sig')
    if (!isTold) return undefined
    const event = evidence.fields()
    const resource = event.at('resource')
    const amount = resource.at('amount')
    const value = amount.text('value') ?? amount.text('total')
    const currency = amount.text('currency_code') ?? amount.text('currency')
    return {
      event: event.text('event_type') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: joinParts(
        value && [value, currency].filter(Boolean).join(' '),
        resource.text('id'),
        event.text('summary'),
      ),
    }
  },
}

function wrongCertificate(evidence: Evidence): SignatureCheck | undefined {
  if (!evidence.headers.has('paypal-cert-url') || certificateUrl(evidence)) return undefined
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail:
      'The signature is right, but PAYPAL-CERT-URL is no https address at paypal.com: whoever takes the certificate from there could be deceived.',
  }
}

/** Undefined unless it is https at PayPal's own host. */
function certificateUrl({ headers }: Evidence): string | undefined {
  const named = headers.get('paypal-cert-url') ?? ''
  const url = URL.canParse(named) ? new URL(named) : undefined
  if (url?.protocol !== 'https:' || url.port !== '' || url.username !== '') return undefined
  return url.hostname.endsWith('.paypal.com') ? url.href : undefined
}
