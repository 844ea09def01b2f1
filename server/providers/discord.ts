// Discord: interactions and webhook events, signed with Ed25519; it probes with wrong signatures and wants them refused.

import { type Answer, textAnswer } from '../wire/answers.ts'
import type { Evidence, HandshakeAid, Provider, Recognised } from './provider.ts'
import type { JsonView } from './reading/json-view.ts'
import { joinParts } from './reading/plain-text.ts'
import { valueAt } from './reading/read-fields.ts'
import { inHeader, withTime } from './signing/carriers.ts'
import { publicKeyScheme } from './signing/public-key-scheme.ts'

export const discord: Provider = {
  id: 'discord',
  aliases: ['discord-interactions'],
  label: 'Discord',
  docsUrl: 'https://docs.discord.com/developers/interactions/overview',
  facts: {
    detection: '`X-Signature-Ed25519` or `X-Signature-Timestamp`',
    handshake:
      '`{"type":1}` or 204 to its pings; 401 to wrong signatures once the public key is set',
    source: 'library `discord-interactions` 4.4.0, discord-api-docs',
    unconfirmed: ['The user agent.'],
  },
  paste: 'Your app → General Information → Interactions Endpoint URL, or Webhooks → Endpoint URL',
  toldBy: ['x-signature-ed25519', 'x-signature-timestamp'],
  schemes: [
    publicKeyScheme({
      id: 'discord',
      summary: 'Ed25519 of `{timestamp}{body}`, hex',
      kind: 'ed25519',
      digest: null,
      encoding: 'hex',
      signed: ({ time, body }) => [time, body],
      carrier: withTime(inHeader('X-Signature-Ed25519'), 'X-Signature-Timestamp'),
      time: 'seconds',
      normalise: (signature) => signature.toLowerCase(),
    }),
  ],
  fields: [
    {
      name: 'publicKey',
      label: 'Public key',
      hint: 'On the «General Information» page of the app. Discord validates the URL with wrong signatures as well, which can be refused only with it.',
      example: '64 hexadecimal digits',
    },
  ],
  retries: { delays: [], note: 'Webhook events: ever more rarely, for up to ten minutes.' },
  detect(evidence) {
    const { headers } = evidence
    if (!headers.has('x-signature-ed25519') && !headers.has('x-signature-timestamp')) {
      return undefined
    }
    const ping = pingOf(evidence)
    if (ping) return { event: 'ping', deliveryId: null, gist: `URL check · ${ping}` }
    const payload = evidence.fields()
    return payload.at('event').kind === 'object' ? fromEvent(payload) : fromInteraction(payload)
  },
  handshake(evidence, aid) {
    // Not only of pings: it keeps trying with wrong signatures, and removes a URL that takes them.
    if (isForged(aid)) return textAnswer(401, 'text/plain', '')
    switch (pingOf(evidence)) {
      case 'interactions':
        return textAnswer(200, 'application/json', '{"type":1}')
      case 'webhook events':
        return noContent
      case undefined:
        return undefined
    }
  },
}

/** The documentation wants a content type although there is nothing that would have one. */
const noContent: Answer = {
  status: 204,
  headers: [['Content-Type', 'application/json']],
  body: new Uint8Array(),
}

function isForged({ secrets, signature }: HandshakeAid): boolean {
  return secrets.length > 0 && signature?.verdict !== 'valid'
}

/** Both kinds have a type 1, which is a ping only among interactions. */
function pingOf(evidence: Evidence): 'interactions' | 'webhook events' | undefined {
  if (evidence.method !== 'POST') return undefined
  const payload = evidence.json()
  if (valueAt(payload, 'event') !== undefined) return undefined
  const type = valueAt(payload, 'type')
  return type === 1 ? 'interactions' : type === 0 ? 'webhook events' : undefined
}

function fromEvent(payload: JsonView): Recognised {
  const data = payload.at('event', 'data')
  return {
    event: payload.text('event', 'type') ?? null,
    deliveryId: null,
    // It has the time of the event.
    hasFixedBody: true,
    gist: joinParts(
      data.text('user', 'username') ?? data.text('author', 'username'),
      data.text('guild', 'name') ?? data.text('content') ?? data.text('id'),
    ),
  }
}

// https://docs.discord.com/developers/interactions/receiving-and-responding#interaction-type
const interactionTypes: ReadonlyMap<string, string> = new Map([
  ['2', 'application_command'],
  ['3', 'message_component'],
  ['4', 'application_command_autocomplete'],
  ['5', 'modal_submit'],
])

function fromInteraction(payload: JsonView): Recognised {
  const type = payload.text('type') ?? ''
  const name = payload.text('data', 'name')
  const isCommand = type === '2' || type === '4'
  return {
    event: interactionTypes.get(type) ?? null,
    deliveryId: payload.text('id') ?? null,
    gist: joinParts(
      name && isCommand ? `/${name}` : (name ?? payload.text('data', 'custom_id')),
      payload.text('member', 'user', 'username') ?? payload.text('user', 'username'),
    ),
  }
}
