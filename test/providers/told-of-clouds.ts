// Requests of cloud platforms, beside what each says of itself.

import type { Sent } from './evidence-of.ts'
import type { Told } from './told.ts'

export const toldOfClouds: readonly Told[] = [
  [
    'an SNS notification',
    {
      headers: [
        ['Content-Type', 'text/plain; charset=UTF-8'],
        ['X-Amz-Sns-Message-Type', 'Notification'],
        ['X-Amz-Sns-Message-Id', 's-1'],
        ['X-Amz-Sns-Topic-Arn', 'arn:aws:sns:us-west-2:1:Topic'],
      ],
      body: { Type: 'Notification', Subject: 'Alarm', Message: 'It burns' },
    },
    'aws-sns',
    'Notification',
    's-1',
    undefined,
    'Alarm · Topic',
  ],
  [
    'a Pub/Sub message, delivered again',
    {
      body: {
        message: {
          data: 'SGVsbG8=',
          messageId: 'p-1',
          attributes: { eventType: 'OBJECT_FINALIZE' },
        },
        subscription: 'projects/p/subscriptions/s',
        deliveryAttempt: 3,
      },
    },
    'google-pubsub',
    'OBJECT_FINALIZE',
    'p-1',
    3,
    'Hello · s',
  ],
  [
    'an unwrapped Pub/Sub message',
    {
      headers: [
        ['X-Goog-Pubsub-Message-Id', 'p-2'],
        ['X-Goog-Pubsub-Subscription-Name', 'projects/p/subscriptions/s'],
      ],
      body: 'Hello',
    },
    'google-pubsub',
    null,
    'p-2',
    undefined,
    's',
  ],
  [
    'an Okta event',
    {
      headers: [['Authorization', 'key']],
      body: {
        eventType: 'com.okta.event_hook',
        cloudEventsVersion: '0.1',
        eventId: 'o-1',
        data: {
          events: [{ eventType: 'user.session.start', actor: { alternateId: 'ada@b.example' } }],
        },
      },
    },
    'okta',
    'user.session.start',
    'o-1',
    undefined,
    'ada@b.example',
  ],
]

const mondayToken = 'eyJhbGciOiJIUzI1NiJ9.eyJhY2NvdW50SWQiOjEsInVzZXJJZCI6Mn0.AA'

/** Requests that only look a little like those of tools or clouds. */
export const otherStrangers: readonly (readonly [string, Sent])[] = [
  ['a signature of nobody known', { headers: [['X-Hub-Signature', 'sha1=0']], body: { a: 1 } }],
  ['a token beside other fields', { body: { verification_token: 'secret_abcdefgh', type: 'x' } }],
  ['a token of another shape', { body: { verification_token: 'abcdefgh' } }],
  ['a message without a subscription', { body: { message: { messageId: '1' } } }],
  ['a form that is only spoken of', { body: { note: 'form_response', event_type: 'x' } }],
  ['a link to Calendly', { body: { event: 'x', url: 'https://api.calendly.com/users/A' } }],
  ['an Okta type further down', { body: { data: { eventType: 'com.okta.event_hook' } } }],
  ['a trigger without a type', { body: { event: { triggerUuid: '1' } } }],
  ['a token of somebody', { headers: [['Authorization', 'eyJhbGciOiJIUzI1NiJ9.e30.AA']] }],
  ['a JWT behind Bearer', { headers: [['Authorization', `Bearer ${mondayToken}`]] }],
]
