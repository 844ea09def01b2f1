// Requests of senders known by a header that several share, by their query or by their body.

import type { Told } from './told.ts'

export const toldByShape: readonly Told[] = [
  [
    'a WhatsApp message',
    {
      headers: [['X-Hub-Signature-256', 'sha256=0']],
      body: {
        object: 'whatsapp_business_account',
        entry: [
          {
            id: '1',
            changes: [{ field: 'messages', value: { messages: [{ text: { body: 'héllo' } }] } }],
          },
        ],
      },
    },
    'meta',
    'whatsapp_business_account.messages',
    null,
    undefined,
    'héllo',
  ],
  [
    'a Messenger message',
    {
      headers: [['X-Hub-Signature-256', 'sha256=0']],
      body: { object: 'page', entry: [{ id: '1', messaging: [{ message: { text: 'yo' } }] }] },
    },
    'meta',
    'page.messaging',
    null,
    undefined,
    'yo',
  ],
  [
    'a Dropbox ping',
    { headers: [['X-Dropbox-Signature', '0']], body: { list_folder: { accounts: ['a', 'b'] } } },
    'dropbox',
    null,
    null,
    undefined,
    '2 accounts changed',
  ],
  [
    'a Graph notification',
    {
      body: {
        value: [{ subscriptionId: 's', changeType: 'created', resource: 'users/u', id: 'n' }],
      },
    },
    'microsoft-graph',
    'created',
    'n',
    undefined,
    'users/u',
  ],
  [
    'an Event Grid event',
    {
      headers: [
        ['aeg-event-type', 'Notification'],
        ['aeg-delivery-count', '1'],
      ],
      body: [{ id: 'e', eventType: 'Blob.Created', subject: '/x' }],
    },
    'azure-event-grid',
    'Blob.Created',
    'e',
    2,
    '/x',
  ],
  [
    'a binary CloudEvent',
    {
      headers: [
        ['ce-specversion', '1.0'],
        ['ce-type', 'order.made'],
        ['ce-id', 'c'],
        ['ce-source', '/shop'],
        ['ce-subject', '5'],
      ],
      body: 'x',
    },
    'cloudevents',
    'order.made',
    'c',
    undefined,
    '5 · /shop',
  ],
  [
    'a structured CloudEvent',
    {
      headers: [['Content-Type', 'application/cloudevents+json; charset=utf-8']],
      body: { specversion: '1.0', type: 'order.made', id: 'c', source: '/shop' },
    },
    'cloudevents',
    'order.made',
    'c',
    undefined,
    '/shop',
  ],
  [
    'a Twilio message',
    {
      headers: [
        ['X-Twilio-Signature', 'x'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
      body: 'MessageSid=SM1&SmsStatus=received&From=%2B1&To=%2B2&Body=hi',
    },
    'twilio',
    'received',
    'SM1',
    undefined,
    'hi · +1 → +2 · received',
  ],
  [
    'a Standard Webhook',
    {
      headers: [
        ['webhook-id', 'm'],
        ['webhook-timestamp', '1'],
        ['webhook-signature', 'v1,x'],
      ],
      body: { type: 'a.b', data: { id: 'd' } },
    },
    'standard-webhooks',
    'a.b',
    'm',
    undefined,
    'd',
  ],
]
