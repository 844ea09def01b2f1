// Requests of senders of mail and feeds beside what each says of itself.

import type { HeaderPair } from '../../server/wire/requests.ts'
import type { Told } from './told.ts'

const form: HeaderPair = ['Content-Type', 'application/x-www-form-urlencoded']
const mailgunSignature = { timestamp: '1', token: 't', signature: '0' }

export const toldMail: readonly Told[] = [
  [
    'SendGrid events that are not signed',
    {
      body: [
        { email: 'a@b.example', event: 'bounce', sg_event_id: 'e1', reason: '550' },
        { email: 'c@b.example', event: 'open', sg_event_id: 'e2' },
      ],
    },
    'sendgrid',
    'bounce',
    'e1',
    undefined,
    '2 events · a@b.example · 550',
  ],
  [
    'a Mailgun event',
    {
      body: {
        signature: mailgunSignature,
        'event-data': {
          event: 'failed',
          id: 'mg1',
          recipient: 'a@b.example',
          severity: 'permanent',
          reason: 'bounce',
        },
      },
    },
    'mailgun',
    'failed',
    'mg1',
    undefined,
    'a@b.example · permanent · bounce',
  ],
  [
    'a Mailgun event as a form',
    {
      headers: [form],
      body: 'event=opened&recipient=a%40b.example&timestamp=1&token=t&signature=0',
    },
    'mailgun',
    'opened',
    null,
    undefined,
    'a@b.example',
  ],
  [
    'mail that Mailgun passes on in parts',
    {
      headers: [['Content-Type', 'multipart/form-data; boundary=b']],
      body: [
        ...Object.entries({ recipient: 'in@b.example', subject: 'Hé', ...mailgunSignature }).map(
          ([name, value]) =>
            `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
        ),
        '--b--\r\n',
      ].join(''),
    },
    'mailgun',
    'inbound',
    null,
    undefined,
    'in@b.example · Hé',
  ],
  [
    'a Postmark bounce',
    {
      body: {
        RecordType: 'Bounce',
        ServerID: 23,
        MessageID: 'pm1',
        Email: 'a@b.example',
        Description: 'unknown user',
      },
    },
    'postmark',
    'Bounce',
    'Bounce:pm1',
    undefined,
    'a@b.example · unknown user',
  ],
  [
    'mail that Postmark passes on',
    {
      headers: [['User-Agent', 'Postmark']],
      body: { MessageID: 'pm2', From: 'a@b.example', Subject: 'Hi', OriginalRecipient: 'x' },
    },
    'postmark',
    'Inbound',
    'Inbound:pm2',
    undefined,
    'Hi · a@b.example',
  ],
  [
    'a feed of a WebSub hub',
    {
      headers: [
        ['Content-Type', 'application/atom+xml'],
        ['Link', '<https://hub.example/>; rel=hub, <https://e.example/feed>; rel="self"'],
      ],
      body: '<feed><title>Blog</title><entry><title>News</title></entry></feed>',
    },
    'websub',
    'https://e.example/feed',
    null,
    undefined,
    'News · https://e.example/feed',
  ],
]
