import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExamineOptions, examine } from '../../server/providers/examine.ts'
import { providerOf, providers } from '../../server/providers/index.ts'
import { viewJson } from '../../server/providers/reading/json-view.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { evidenceOf, examined, type Sent } from './evidence-of.ts'

// Headers and words that lead into every branch.
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
const keys = [
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
const json = fc.letrec((tie) => ({
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

const sent: fc.Arbitrary<Sent> = fc.record({
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

/** It holds something of everyone: a text, a key, and what looks like both. */
const credentials = ['secret', 'whsec_c2VjcmV0', 'ab'.repeat(32)].map((secret) => ({
  name: '',
  secret,
}))
const bin: ExamineOptions = {
  held: new Map(providers.map(({ id }) => [id, { credentials, extra: { url: 'https://[' } }])),
  addresses: ['https://x.example/in/a', ''],
}

const unfit = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u

function isPlain(found: string | null | undefined, maxChars: number): boolean {
  if (found === null || found === undefined) return true
  return found.length > 0 && found.length <= maxChars && !unfit.test(found)
}

describe('[P1] hostile input', () => {
  test('[P1] nothing that is sent makes recognition throw or yield more than a line of plain text', () => {
    fc.assert(
      fc.property(sent, (request) => {
        const { provider, gist, handshake } = examined(request)
        const signature = () => examine(evidenceOf(request), bin).signature

        expect(signature).not.toThrow()
        const told = [
          { text: gist, maxChars: 80 },
          { text: provider?.event, maxChars: 120 },
          { text: provider?.deliveryId, maxChars: 200 },
        ]
        expect(told.filter(({ text, maxChars }) => !isPlain(text, maxChars))).toEqual([])
        if (provider?.attempt !== undefined) expect(provider.attempt).toBeGreaterThan(0)
        const known = provider && providerOf(provider.id)
        const evidence = evidenceOf(request)
        known?.handedSecret?.(evidence)
        const fetched = [known?.confirm?.(evidence)?.url, known?.keyUrl?.(evidence)]
        expect(fetched.every((url) => url?.startsWith('https://') !== false)).toBe(true)
        for (const [name, value] of handshake?.headers ?? []) {
          expect(value).not.toMatch(/[\r\n\0]/)
          if (name === 'Content-Type') expect(value).not.toContain('html')
        }
      }),
      { numRuns: 3_000 },
    )
  })

  test('[P1] what is read of a JSON document is what JSON.parse would have found', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...keys), json, { maxKeys: 8 }),
        fc.nat(3),
        (value, indent) => {
          const written = JSON.stringify(value, null, indent)
          const parsed = JSON.parse(written) as Record<string, unknown>
          const view = viewJson(Buffer.from(written))

          // One expectation for all keys: each costs more than reading the document.
          const found = keys.map((key) => [
            key,
            typeof parsed[key] === 'number' ? Number(view.text(key)) : view.text(key),
            view.flag(key),
            view.count(key),
          ])
          const expected = keys.map((key) => {
            const own = Object.hasOwn(parsed, key) ? parsed[key] : undefined
            return [
              key,
              (typeof own === 'string' && own !== '') || typeof own === 'number' ? own : undefined,
              typeof own === 'boolean' ? own : undefined,
              Array.isArray(own) ? own.length : undefined,
            ]
          })
          expect(found).toEqual(expected)
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('[P1] a long string ends where JSON.parse has it end', () => {
    const pieces = fc.array(fc.constantFrom('"', '\\', '\\"', 'a', 'x'.repeat(70)), {
      maxLength: 40,
    })
    fc.assert(
      fc.property(pieces, (parts) => {
        const view = viewJson(Buffer.from(JSON.stringify({ long: parts.join(''), last: 'z' })))

        expect(view.text('last')).toBe('z')
      }),
    )
  })

  test('[P1] a path that leads through other types leads nowhere', () => {
    const view = viewJson(Buffer.from('{"a":[{"b":"c"}],"s":"x","n":null}'))

    expect(view.text('a', 0, 'b')).toBe('c')
    expect(view.text('a', 'b')).toBeUndefined()
    expect(view.text('a', 1, 'b')).toBeUndefined()
    expect(view.text('s', 'length')).toBeUndefined()
    expect(view.text('n', 'x')).toBeUndefined()
    expect(view.at('nowhere').kind).toBe('nothing')
  })

  test.each([
    ['deep arrays', '['.repeat(200_000)],
    ['deep objects', '{"a":'.repeat(50_000)],
    ['a million brackets', '[]'.repeat(1_000_000)],
    ['commas', `[${','.repeat(200_000)}]`],
    ['quotes', '{"'.repeat(200_000)],
    ['backslashes', `{"type":"${'\\'.repeat(200_000)}`],
    ['spaces', ' '.repeat(1_000_000)],
    [
      'many keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, []]))),
    ],
    ['a form of ampersands', '&'.repeat(250_000)],
    ['angle brackets', '<!'.repeat(250_000)],
  ])('[P1] %s are only a strange body', (_what, hostile) => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'multipart/x']) {
      const sent: Sent = {
        headers: [
          ['Content-Type', type],
          ['X-GitHub-Event', 'push'],
          ['X-Twilio-Signature', 'x'],
        ],
        body: hostile,
      }

      expect(() => [examined(sent), evidenceOf(sent).json()]).not.toThrow()
    }
  })

  test('[P1] thousands of large headers are only many headers', () => {
    const headers = Array.from(
      { length: 5_000 },
      (_, index): HeaderPair => [`X-${index % 50}`, 'v'.repeat(100)],
    )

    expect(
      examined({ headers: [...headers, ['X-GitHub-Event', 'e'.repeat(100_000)]] }).provider,
    ).toMatchObject({
      id: 'github',
      event: expect.stringMatching(/^e{119}…$/),
    })
  })
})
