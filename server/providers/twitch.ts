// Twitch EventSub: told by its headers, of which id and time are signed along with the body.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom, valueAt } from './reading/read-fields.ts'
import { type Carrier, inHeader, withTime } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

const prefix = 'Twitch-Eventsub-Message'
const idHeader = 'twitch-eventsub-message-id'

export const twitch: Provider = {
  id: 'twitch',
  label: 'Twitch',
  docsUrl: 'https://dev.twitch.tv/docs/eventsub/handling-webhook-events/',
  facts: {
    detection: '`Twitch-Eventsub-Message-Type`',
    handshake: '`challenge` as text',
    source: 'twitchdev/twitch-cli',
    unconfirmed: ['That messages older than ten minutes are to be refused.', 'How it tries again.'],
  },
  paste: 'The `transport.callback` of an EventSub subscription',
  toldBy: ['twitch-eventsub-message-type'],
  schemes: [
    hmacScheme({
      id: 'twitch',
      encoding: 'hex',
      over: '{id}{timestamp}{body}',
      signed: ({ time, body, evidence }) => [evidence.headers.get(idHeader) ?? '', time, body],
      carrier: withId(
        withTime(inHeader(`${prefix}-Signature`, { prefix: 'sha256=' }), `${prefix}-Timestamp`),
      ),
      time: 'iso',
      tolerance: { pastMs: 600_000, stepMs: 1 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Secret',
      hint: 'The `transport.secret` given when the subscription was made.',
    },
  ],
  detect(evidence) {
    const { headers } = evidence
    const type = headers.get('twitch-eventsub-message-type')
    if (type === undefined) return undefined
    const payload = evidence.fields()
    const event = payload.at('event')
    const subscription = headers.get('twitch-eventsub-subscription-type') ?? null
    const retry = countFrom(headers.get('twitch-eventsub-message-retry'))
    const isEvent = type === 'notification'
    return {
      event: isEvent ? subscription : type,
      deliveryId: headers.get(idHeader) ?? null,
      ...(retry === undefined ? {} : { attempt: retry + 1 }),
      gist: isEvent
        ? joinParts(
            event.firstText(['user_name', 'from_broadcaster_user_name', 'user_login']),
            event.text('message', 'text') ?? event.firstText(['title', 'reward', 'tier']),
            event.firstText(['broadcaster_user_name', 'to_broadcaster_user_name']),
          )
        : joinParts(subscription, payload.text('subscription', 'status')),
    }
  },
  handshake(evidence) {
    const challenge = challengeOf(evidence)
    return challenge === undefined ? undefined : textAnswer(200, 'text/plain', challenge)
  },
}

function challengeOf(evidence: Evidence): string | undefined {
  const type = evidence.headers.get('twitch-eventsub-message-type')
  if (evidence.method !== 'POST' || type !== 'webhook_callback_verification') return undefined
  const challenge = valueAt(evidence.json(), 'challenge')
  return typeof challenge === 'string' && challenge !== '' ? challenge : undefined
}

/** Without an id there is nothing to sign. */
function withId(carrier: Carrier): Carrier {
  return {
    ...carrier,
    read(evidence) {
      const carried = carrier.read(evidence)
      const isMissing = carried !== undefined && !evidence.headers.get(idHeader)
      return isMissing ? { malformed: `${prefix}-Id is missing.` } : carried
    },
  }
}
