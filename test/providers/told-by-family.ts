// Requests of senders that follow Standard Webhooks, told apart by their bodies; and of those that only look alike.

import type { HeaderPair } from '../../server/wire/requests.ts'
import type { Sent } from './evidence-of.ts'
import type { Told } from './told.ts'

function named(names: 'webhook' | 'svix', body: unknown, ...more: readonly HeaderPair[]): Sent {
  const headers: readonly HeaderPair[] = [
    [`${names}-id`, 'm'],
    [`${names}-timestamp`, '1'],
    [`${names}-signature`, 'v1,x'],
    ...more,
  ]
  return { headers, body }
}

const openaiEvent = { id: 'evt_1', object: 'event', created_at: 1, type: 'response.completed' }
const polarEvent = {
  type: 'order.paid',
  timestamp: '2026-01-01T00:00:00Z',
  data: { id: 'o', status: 'paid', customer: { email: 'a@x.example' } },
}

export const toldByFamily: readonly Told[] = [
  [
    'a message of Svix',
    named('svix', { type: 'a.b', data: { id: 'd', status: 'new' } }),
    ...(['svix', 'a.b', 'm', undefined, 'd · new'] as const),
  ],
  [
    'a message of Svix under the common names',
    named('webhook', { eventType: 'a.b' }, ['User-Agent', 'Svix-Webhooks/1.24.0']),
    ...(['svix', 'a.b', 'm', undefined, 'a.b'] as const),
  ],
  [
    'a user of Clerk',
    named('svix', {
      data: { id: 'user_1', object: 'user', email_addresses: [{ email_address: 'a@x.example' }] },
      object: 'event',
      type: 'user.created',
      timestamp: 1,
    }),
    ...(['clerk', 'user.created', 'm', undefined, 'a@x.example · user_1'] as const),
  ],
  [
    'a mail of Resend',
    named('svix', {
      type: 'email.bounced',
      created_at: '2026-01-01T00:00:00Z',
      data: { email_id: 'e', to: ['a@x.example'], subject: 'Hello' },
    }),
    ...(['resend', 'email.bounced', 'm', undefined, 'Hello · a@x.example · e'] as const),
  ],
  [
    'a domain of Resend',
    named('svix', {
      type: 'domain.created',
      created_at: '2026-01-01T00:00:00Z',
      data: { id: 'd', name: 'x.example' },
    }),
    ...(['resend', 'domain.created', 'm', undefined, 'x.example · d'] as const),
  ],
  [
    'a mail of someone else through Svix',
    named('svix', { type: 'email.sent', data: { id: 'd' } }),
    ...(['svix', 'email.sent', 'm', undefined, 'd'] as const),
  ],
  [
    'a response of OpenAI',
    named('webhook', { ...openaiEvent, data: { id: 'resp_1' } }),
    ...(['openai', 'response.completed', 'm', undefined, 'resp_1'] as const),
  ],
  [
    'an event like those of OpenAI with an id of another kind',
    named('webhook', { ...openaiEvent, id: 'e-1' }),
    ...(['standard-webhooks', 'response.completed', 'm', undefined, 'e-1'] as const),
  ],
  [
    'a body like those of OpenAI under the names of Svix',
    named('svix', openaiEvent),
    ...(['svix', 'response.completed', 'm', undefined, 'evt_1'] as const),
  ],
  [
    'a session of Anthropic',
    named('webhook', {
      type: 'event',
      id: 'event_1',
      created_at: '2026-01-01T00:00:00Z',
      data: { type: 'session.status_idled', id: 'sesn_1', workspace_id: 'w' },
    }),
    ...(['anthropic', 'session.status_idled', 'm', undefined, 'sesn_1 · w'] as const),
  ],
  [
    'a prediction of Replicate',
    named('webhook', { id: 'p', model: 'acme/paint', version: 'v', status: 'succeeded' }),
    ...(['replicate', 'succeeded', 'm', undefined, 'acme/paint · p'] as const),
  ],
  [
    'a status that is not of a prediction',
    named('webhook', { id: 'p', version: 2, status: 'shipped' }),
    ...(['standard-webhooks', null, 'm', undefined, 'p · shipped'] as const),
  ],
  [
    'an order of Polar',
    named('webhook', polarEvent),
    ...(['polar', 'order.paid', 'm', undefined, 'a@x.example · paid · o'] as const),
  ],
  [
    'any event from the client of Polar',
    named('webhook', { type: 'new.kind' }, ['User-Agent', 'polar.sh webhooks']),
    ...(['polar', 'new.kind', 'm', undefined, 'new.kind'] as const),
  ],
  [
    'an order of someone else',
    named('webhook', { ...polarEvent, shop: 's' }),
    ...(['standard-webhooks', 'order.paid', 'm', undefined, 'o · paid'] as const),
  ],
  [
    'an event whose name others share',
    named('webhook', { ...polarEvent, type: 'invoice.paid' }),
    ...(['standard-webhooks', 'invoice.paid', 'm', undefined, 'o · paid'] as const),
  ],
  [
    'a signing token of GitLab',
    named('webhook', { object_kind: 'push', ref: 'refs/heads/x' }, ['X-Gitlab-Event', 'Push Hook']),
    ...(['gitlab', 'push', 'm', undefined, 'x'] as const),
  ],
]
