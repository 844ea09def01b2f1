// Slack: the Events API, interactivity and slash commands, and the two ways in which it validates a URL.

import { type Answer, textAnswer } from '../wire/answers.ts'
import type { Evidence, Provider, Recognised } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom, fieldsOfText, formOf, isForm, valueAt } from './reading/read-fields.ts'
import { inHeader, withTime } from './signing/carriers.ts'
import { hmacScheme } from './signing/hmac.ts'

export const slack: Provider = {
  id: 'slack',
  label: 'Slack',
  docsUrl: 'https://docs.slack.dev/apis/events-api/',
  facts: {
    detection: '`X-Slack-Signature`, or a body of type `url_verification`',
    handshake: '`challenge` as text; the TLS check of slash commands with nothing',
    source: 'library `@slack/bolt` 5.1.0, Slack developer documentation',
    unconfirmed: ['The names of form fields.'],
  },
  paste: 'Your app → Event Subscriptions, Interactivity or Slash Commands → Request URL',
  schemes: [
    hmacScheme({
      id: 'slack',
      encoding: 'hex',
      over: 'v0:{timestamp}:{body}',
      signed: ({ time, body }) => [`v0:${time}:`, body],
      carrier: withTime(
        inHeader('X-Slack-Signature', { prefix: 'v0=' }),
        'X-Slack-Request-Timestamp',
      ),
      time: 'seconds',
      tolerance: { pastMs: 300_000 },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: "Under «Basic Information → App Credentials» of the app's settings.",
    },
  ],
  retries: { delays: [0, 60, 300], most: 3 },
  toldBy: ['x-slack-signature'],
  toldByContent: { keys: ['challenge'], isForm: true },
  detect(evidence) {
    const signed = evidence.headers.has('x-slack-signature')
    if (challengeOf(evidence) !== undefined) {
      return {
        event: 'url_verification',
        deliveryId: null,
        isNeverSigned: true,
        gist: 'URL check',
      }
    }
    if (isSslCheck(evidence)) {
      return { event: 'ssl_check', deliveryId: null, isNeverSigned: true, gist: 'TLS check' }
    }
    if (!signed) return undefined
    return isForm(evidence) ? fromForm(evidence) : fromEvent(evidence)
  },
  handshake(evidence) {
    const challenge = challengeOf(evidence)
    if (challenge !== undefined) return textAnswer(200, 'text/plain', challenge)
    return isSslCheck(evidence) ? emptyAnswer : undefined
  },
  secretFlaw(secret) {
    return /^(xox|xapp-)/.test(secret)
      ? "This is a token of Slack. The signing secret stands under «Basic Information» of the app's settings."
      : undefined
  },
}

const emptyAnswer: Answer = textAnswer(200, 'text/plain', '')
// Such a body is some 150 bytes long, so that larger ones need not be searched.
const maxChallengeBytes = 1024

/** https://docs.slack.dev/reference/events/url_verification */
function challengeOf(evidence: Evidence): string | undefined {
  const { method, body } = evidence
  if (method !== 'POST' || body.length > maxChallengeBytes) return undefined
  if (!bodyHas(body, 'url_verification')) return undefined
  const payload = evidence.json()
  const challenge = valueAt(payload, 'challenge')
  const isCheck = valueAt(payload, 'type') === 'url_verification'
  return isCheck && typeof challenge === 'string' && challenge !== '' ? challenge : undefined
}

/** Slack tests the certificate of a slash command's URL with a form that has no command in it. */
function isSslCheck(evidence: Evidence): boolean {
  const { method, body } = evidence
  if (method !== 'POST' || body.length > maxChallengeBytes || !isForm(evidence)) return false
  if (!bodyHas(body, 'ssl_check=1')) return false
  const form = formOf(evidence)
  return form.get('ssl_check') === '1' && !form.has('command')
}

function fromEvent(evidence: Evidence): Recognised {
  const payload = evidence.fields()
  const event = payload.at('event')
  const retry = countFrom(evidence.headers.get('x-slack-retry-num'))
  return {
    event: event.text('type') ?? payload.text('type') ?? null,
    deliveryId: payload.text('event_id') ?? null,
    ...(retry === undefined ? {} : { attempt: retry + 1 }),
    gist: joinParts(event.text('text'), event.text('channel'), retryReason(evidence)),
  }
}

function retryReason({ headers }: Evidence): string | undefined {
  const reason = headers.get('x-slack-retry-reason')
  return reason && `retry: ${reason}`
}

function fromForm(evidence: Evidence): Recognised {
  const form = formOf(evidence)
  const command = form.get('command')
  if (command !== null) {
    return {
      event: command,
      deliveryId: form.get('trigger_id'),
      gist: joinParts(`${command} ${form.get('text') ?? ''}`.trim(), form.get('channel_name')),
    }
  }
  const payload = fieldsOfText(form.get('payload'))
  return {
    event: payload.text('type') ?? null,
    deliveryId: payload.text('trigger_id') ?? null,
    gist: joinParts(
      payload.text('actions', 0, 'action_id') ?? payload.text('callback_id'),
      payload.text('user', 'username'),
    ),
  }
}
