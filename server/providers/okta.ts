// Okta event hooks: told by their body; a text in Authorization is all the proof there is.

import { textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { counted, joinParts } from './reading/plain-text.ts'
import { tokenInHeader } from './signing/token.ts'

export const okta: Provider = {
  id: 'okta',
  label: 'Okta',
  docsUrl: 'https://developer.okta.com/docs/concepts/event-hooks/',
  facts: {
    detection: 'a body of `com.okta.event_hook`; `X-Okta-Verification-Challenge`',
    handshake: 'the challenge of its header as JSON',
    source: 'okta-developer-docs',
  },
  paste: 'Admin console → Workflow → Event Hooks → Create Event Hook → Endpoint URL',
  schemes: [tokenInHeader('okta', 'Authorization')],
  fields: [
    {
      name: 'secret',
      label: 'Authentication secret',
      hint: "Typed into the event hook's settings, and sent as it is; the authentication field there is `Authorization`.",
    },
  ],
  retries: { delays: [], most: 1, note: 'Never after an answer of 4xx.' },
  toldBy: ['x-okta-verification-challenge'],
  toldByContent: { keys: ['eventType'] },
  detect(evidence) {
    if (challengeOf(evidence) !== undefined) {
      return { event: 'verification', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    if (!bodyHas(evidence.body, 'com.okta.event_hook', 16 * 1024)) return undefined
    const payload = evidence.fields()
    if (payload.text('eventType') !== 'com.okta.event_hook') return undefined
    const events = payload.count('data', 'events')
    const first = payload.at('data', 'events', 0)
    return {
      event: first.text('eventType') ?? 'com.okta.event_hook',
      deliveryId: payload.text('eventId') ?? null,
      gist: joinParts(
        first.text('displayMessage'),
        first.text('target', 0, 'alternateId') ?? first.text('actor', 'alternateId'),
        events !== undefined && events > 1 && counted(events, 'event'),
      ),
    }
  },
  handshake(evidence) {
    const verification = challengeOf(evidence)
    return verification === undefined
      ? undefined
      : textAnswer(200, 'application/json', JSON.stringify({ verification }))
  },
}

const maxChallengeChars = 1024

function challengeOf({ method, headers }: Evidence): string | undefined {
  if (method !== 'GET') return undefined
  const challenge = headers.get('x-okta-verification-challenge')
  return challenge && challenge.length <= maxChallengeChars ? challenge : undefined
}
