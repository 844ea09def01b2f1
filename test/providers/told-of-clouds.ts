// Requests of cloud platforms, beside what each says of itself.

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
