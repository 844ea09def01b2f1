// Requests of known senders beside what each says of itself.

import type { HeaderPair } from '../../server/wire/requests.ts'
import type { Sent } from './evidence-of.ts'
import { toldByFamily } from './told-by-family.ts'
import { toldByForges } from './told-by-forges.ts'
import { toldByShape } from './told-by-shape.ts'
import { toldCommerce } from './told-commerce.ts'
import { toldMail } from './told-mail.ts'
import { toldMedia } from './told-media.ts'
import { toldMessages } from './told-messages.ts'
import { toldOfClouds } from './told-of-clouds.ts'
import { toldOfWork } from './told-of-work.ts'
import { toldPayments } from './told-payments.ts'

export const github = (event: string, body: unknown, more: readonly HeaderPair[] = []): Sent => ({
  headers: [['X-GitHub-Event', event], ['X-GitHub-Delivery', 'd-1'], ...more],
  body,
})
const slackHeaders: readonly HeaderPair[] = [['X-Slack-Signature', 'v0=00']]
const slackForm: readonly HeaderPair[] = [
  ...slackHeaders,
  ['Content-Type', 'application/x-www-form-urlencoded'],
]
const repository = { full_name: 'acme/api' }

/** What was sent; provider, event, delivery id, attempt; gist. */
export type Told = readonly [
  string,
  Sent,
  string,
  string | null,
  string | null,
  number | undefined,
  string,
]

export const told: readonly Told[] = [
  [
    'a GitHub push',
    github('push', { ref: 'refs/heads/main', commits: [{}, {}, {}], repository }),
    'github',
    'push',
    'd-1',
    undefined,
    'main · 3 commits · acme/api',
  ],
  [
    'a GitHub tag',
    github('push', { ref: 'refs/tags/v1', commits: [], repository }),
    'github',
    'push',
    'd-1',
    undefined,
    'v1 · 0 commits · acme/api',
  ],
  [
    'a deleted branch',
    github('push', { ref: 'refs/heads/x', deleted: true, commits: [], repository }),
    'github',
    'push',
    'd-1',
    undefined,
    'x · deleted · acme/api',
  ],
  [
    'a GitHub issue',
    github('issues', { action: 'opened', issue: { number: 7, title: 'It  broke' }, repository }),
    'github',
    'issues.opened',
    'd-1',
    undefined,
    '#7 It broke · acme/api',
  ],
  [
    'a GitHub run',
    github('workflow_run', {
      action: 'completed',
      workflow_run: { name: 'CI', conclusion: 'failure' },
      repository,
    }),
    'github',
    'workflow_run.completed',
    'd-1',
    undefined,
    'CI · failure · acme/api',
  ],
  [
    'a GitHub form',
    github(
      'star',
      `payload=${encodeURIComponent(JSON.stringify({ action: 'created', sender: { login: 'ada' }, repository }))}`,
      [['Content-Type', 'application/x-www-form-urlencoded']],
    ),
    'github',
    'star.created',
    'd-1',
    undefined,
    'ada · acme/api',
  ],
  [
    'an event named like a property of every object',
    github('constructor', { repository }),
    'github',
    'constructor',
    'd-1',
    undefined,
    'acme/api',
  ],
  [
    'a GitLab merge request',
    {
      headers: [
        ['X-Gitlab-Event', 'Merge Request Hook'],
        ['Idempotency-Key', 'k'],
      ],
      body: {
        object_kind: 'merge_request',
        object_attributes: { iid: 12, title: 'Fix', action: 'open' },
        project: { path_with_namespace: 'acme/api' },
      },
    },
    'gitlab',
    'merge_request',
    'k',
    undefined,
    '!12 Fix · open · acme/api',
  ],
  [
    'a GitLab hook with a body of its own shape',
    { headers: [['X-Gitlab-Event', 'Push Hook']], body: 'hello' },
    'gitlab',
    'Push Hook',
    null,
    undefined,
    'hello',
  ],
  [
    'a Stripe payment',
    {
      headers: [['Stripe-Signature', 't=1,v1=0']],
      body: {
        id: 'evt_1',
        type: 'charge.succeeded',
        livemode: false,
        data: { object: { id: 'ch_1', amount: 1999, currency: 'eur' } },
      },
    },
    'stripe',
    'charge.succeeded',
    'evt_1',
    undefined,
    '19.99 EUR · ch_1 · test',
  ],
  [
    'a Stripe payment in yen',
    {
      headers: [['Stripe-Signature', 't=1,v1=0']],
      body: {
        id: 'evt_1',
        type: 'x',
        data: { object: { id: 'ch_1', amount: 1999, currency: 'jpy' } },
      },
    },
    'stripe',
    'x',
    'evt_1',
    undefined,
    '1999 JPY · ch_1',
  ],
  [
    'a Shopify order',
    {
      headers: [
        ['X-Shopify-Topic', 'orders/create'],
        ['X-Shopify-Webhook-Id', 'w'],
        ['X-Shopify-Shop-Domain', 'a.myshopify.com'],
      ],
      body: { id: 1, name: '#1001', total_price: '403.00', currency: 'EUR' },
    },
    'shopify',
    'orders/create',
    'w',
    undefined,
    '#1001 · 403.00 EUR · a.myshopify.com',
  ],
  [
    'a Shopify event of the new kind',
    {
      headers: [
        ['shopify-topic', 'Product'],
        ['shopify-hmac-sha256', 'x'],
        ['shopify-webhook-id', 'w'],
      ],
      body: { title: 'Shirt' },
    },
    'shopify',
    'Product',
    'w',
    undefined,
    'Shirt',
  ],
  [
    'a Slack event sent again',
    {
      headers: [
        ...slackHeaders,
        ['X-Slack-Retry-Num', '2'],
        ['X-Slack-Retry-Reason', 'http_timeout'],
      ],
      body: {
        type: 'event_callback',
        event_id: 'Ev1',
        event: { type: 'message', text: 'hi', channel: 'C1' },
      },
    },
    'slack',
    'message',
    'Ev1',
    3,
    'hi · C1 · retry: http_timeout',
  ],
  [
    'a Slack command',
    { headers: slackForm, body: 'command=%2Fdeploy&text=api+now&trigger_id=t&channel_name=ops' },
    'slack',
    '/deploy',
    't',
    undefined,
    '/deploy api now · ops',
  ],
  [
    'a Slack button',
    {
      headers: slackForm,
      body: `payload=${encodeURIComponent('{"type":"block_actions","trigger_id":"t","actions":[{"action_id":"ok"}],"user":{"username":"ada"}}')}`,
    },
    'slack',
    'block_actions',
    't',
    undefined,
    'ok · ada',
  ],
  ...toldByFamily,
  ...toldByForges,
  ...toldByShape,
  ...toldOfWork,
  ...toldOfClouds,
  ...toldMail,
  ...toldMessages,
  ...toldPayments,
  ...toldCommerce,
  ...toldMedia,
]
