// Requests that nobody would send but to break something: words that lead into every branch of recognition, and noise.

import fc from 'fast-check'
import { providers } from '../../server/providers/index.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import type { Sent } from './evidence-of.ts'

const names = [
  ...providers.flatMap(({ toldBy }) => toldBy),
  ...['hmacsignature', 'protocol', 'x-event-name', 'x-pusher-key', 'paypal-cert-url'],
  ...['x-github-event', 'x-gitlab-event', 'stripe-signature', 'x-shopify-topic', 'shopify-topic'],
  ...[
    'x-twilio-signature',
    'aeg-event-type',
    'x-slack-signature',
    'x-slack-retry-num',
    'webhook-id',
  ],
  ...['webhook-timestamp', 'webhook-signature', 'x-hub-signature-256', 'ce-specversion', 'ce-type'],
  ...['content-type', 'content-encoding', 'webhook-request-origin', 'webhook-request-rate'],
  ...['linear-event', 'x-notion-signature', 'x-hook-signature', 'x-hook-secret', 'authorization'],
  ...['x-trello-webhook', 'x-atlassian-webhook-identifier', 'x-atlassian-webhook-retry'],
  ...['x-hubspot-signature', 'x-hubspot-signature-v3', 'x-hubspot-request-timestamp'],
  ...['x-zendesk-webhook-id', 'x-zendesk-webhook-signature', 'x-hub-signature'],
  ...['typeform-signature', 'calendly-webhook-signature', 'x-docusign-signature-1'],
  ...['box-signature-primary', 'box-delivery-timestamp', 'x-airtable-content-mac'],
  ...['x-amz-sns-message-type', 'x-amz-sns-topic-arn', 'x-goog-pubsub-message-id'],
  ...['x-okta-verification-challenge', 'webhook-request-callback'],
  ...['x-dropbox-signature', 'aeg-delivery-count', '__proto__', 'constructor'],
  ...['x-signature-ed25519', 'x-signature-timestamp', 'x-telegram-bot-api-secret-token'],
  ...['x-line-signature', 'x-twitter-webhooks-signature', 'twitch-eventsub-message-type'],
  ...['twitch-eventsub-message-signature', 'x-zm-signature', 'x-zm-request-timestamp', 'link'],
  ...['x-twilio-email-event-webhook-signature', 'user-agent'],
  ...['svix-id', 'svix-signature', 'x-event-key', 'x-attempt-number', 'circleci-event-type'],
  ...['x-pagerduty-signature', 'sentry-hook-resource', 'x-vercel-signature', 'x-signature'],
  ...['heroku-webhook-hmac-sha256', 'x-buildkite-event'],
]
const values = [
  ...[
    'push',
    'ping',
    'constructor',
    '__proto__',
    'SubscriptionValidation',
    'v1,x',
    '1',
    '99999999999',
  ],
  ...['application/x-www-form-urlencoded', 'application/json', 'application/cloudevents+json'],
  ...['SubscriptionConfirmation', 'com.okta.event_hook', 'notification_event', 'form_response'],
  ...['eyJhbGciOiJIUzI1NiJ9.eyJhY2NvdW50SWQiOjEsInVzZXJJZCI6Mn0.AA', 'Bearer eyJ.eyJ.AA'],
  ...['projects/p/subscriptions/s', 'https://api.calendly.com/users/A', 'secret_abcdefgh'],
  ...['multipart/form-data; boundary=x', 'text/plain', 'x.example', ''],
  ...[
    'webhook_callback_verification',
    '<https://x.example/>; rel="hub"',
    '<>;rel=self,<;',
    'Basic',
  ],
  ...[
    'Basic Og==',
    `v0=${'0'.repeat(64)}`,
    `sha256=${'0'.repeat(64)}`,
    '0'.repeat(128),
    'Postmark',
  ],
  ...['eyJhbGciOiJIUzI1NiJ9.eyJzaGEyNTYiOiJ4In0.eA', 't=1,v1=0', 'ts=1;h1=0', 'abc.def.ghi'],
  ...['https://api.paypal.com/x', 'http://[', 'application/webhook+json', 'WooCommerce/1'],
  ...['repo:push', 'diagnostics:ping', 'order.paid', 'email.sent', 'polar.sh webhooks'],
  ...['endpoint.url_validation', '2026-01-01T00:00:00Z', `sha1=${'0'.repeat(40)}`],
]
export const keys = [
  ...[
    'type',
    'event',
    'action',
    'challenge',
    'ref',
    'commits',
    'repository',
    'full_name',
    'object',
  ],
  ...[
    'webhookTimestamp',
    'verification_token',
    'triggerUuid',
    'events',
    'resource',
    'webhookEvent',
  ],
  ...['subscriptionType', 'attemptNumber', 'event_type', 'form_response', 'created_by', 'payload'],
  ...['Signature', 'SignatureVersion', 'SubscribeURL', 'message', 'messageId', 'attributes'],
  ...['clientState', 'retryCount', 'delivery_attempts', 'topic', 'subscription', 'validationUrl'],
  ...['entry', 'changes', 'value', 'subscriptionId', 'changeType', 'data', 'validationCode', 'id'],
  ...[
    'eventType',
    '__proto__',
    'constructor',
    'toString',
    'amount',
    'currency',
    'list_folder',
    'accounts',
  ],
  ...['update_id', 'message', 'from', 'destination', 'events', 'tweet_create_events', 'payload'],
  ...['notificationItems', 'NotificationRequestItem', 'additionalData', 'hmacSignature'],
  ...['eventNotifications', 'dataChangeEvent', 'meta', 'event_name', 'contains', 'links'],
  ...['sg_event_id', 'plainToken', 'signature', 'event-data', 'timestamp', 'token', 'RecordType'],
  ...['timestamp', 'created_at', 'status', 'version', 'push', 'pullrequest', 'webhook_metadata'],
  ...['workflow', 'pipeline', 'build', 'event_type', 'webhook_id', 'history_items', 'payload'],
]

const forms = ['payload', 'command', 'ssl_check', 'From', 'Body', 'timestamp', 'token', 'signature']

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(...values, 'url_verification', '\ud800', '\u202e'),
)
export const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4 },
    text,
    fc.double(),
    fc.bigInt().map(Number),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(fc.constantFrom(...keys), text), tie('value'), { maxKeys: 6 }),
  ),
})).value
const jsonText = json.map((value) => JSON.stringify(value))
const cutJson = fc.tuple(jsonText, fc.nat(200)).map(([whole, end]) => whole.slice(0, end))
const formText = fc
  .array(fc.tuple(fc.constantFrom(...forms), fc.oneof(text, jsonText)))
  .map((pairs) =>
    pairs.map(([name, value]) => `${name}=${encodeURIComponent(value.toWellFormed())}`).join('&'),
  )
const body = fc.oneof(fc.uint8Array({ maxLength: 300 }), jsonText, cutJson, formText)

export const sent: fc.Arbitrary<Sent> = fc.record({
  method: fc.constantFrom('POST', 'GET', 'OPTIONS', 'HEAD'),
  query: fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.constantFrom(
      'challenge=a',
      'hub.mode=subscribe&hub.challenge=%zz&hub.verify_token=',
      'validationToken=%ff%',
      'crc_token=%zz',
      'hub.mode=denied&hub.topic=%ff',
      'hub.mode=subscribe&hub.topic=x&hub.challenge=%0d%0a',
      'bodySHA256=%',
    ),
  ),
  headers: fc.array(
    fc.tuple(fc.oneof(fc.constantFrom(...names), text), fc.oneof(fc.constantFrom(...values), text)),
    { maxLength: 6 },
  ) as fc.Arbitrary<HeaderPair[]>, // A tuple of two is a pair.
  body,
})
