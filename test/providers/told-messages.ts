// Requests of senders of messages and calls beside what each says of itself.

import type { HeaderPair } from '../../server/wire/requests.ts'
import type { Told } from './told.ts'

const discord: readonly HeaderPair[] = [
  ['X-Signature-Ed25519', '00'],
  ['X-Signature-Timestamp', '1'],
]
const twitch = (type: string): readonly HeaderPair[] => [
  ['Twitch-Eventsub-Message-Type', type],
  ['Twitch-Eventsub-Message-Id', 'm-1'],
  ['Twitch-Eventsub-Message-Retry', '2'],
  ['Twitch-Eventsub-Subscription-Type', 'channel.follow'],
]

export const toldMessages: readonly Told[] = [
  [
    'a Discord command',
    {
      headers: discord,
      body: { type: 2, id: '77', data: { name: 'deploy' }, member: { user: { username: 'ada' } } },
    },
    'discord',
    'application_command',
    '77',
    undefined,
    '/deploy · ada',
  ],
  [
    'a Discord button',
    {
      headers: discord,
      body: { type: 3, id: '78', data: { custom_id: 'ok' }, user: { username: 'ada' } },
    },
    'discord',
    'message_component',
    '78',
    undefined,
    'ok · ada',
  ],
  [
    'a Discord event',
    {
      headers: discord,
      body: {
        version: 1,
        type: 1,
        event: {
          type: 'APPLICATION_AUTHORIZED',
          data: { user: { username: 'ada' }, guild: { name: 'G' } },
        },
      },
    },
    'discord',
    'APPLICATION_AUTHORIZED',
    null,
    undefined,
    'ada · G',
  ],
  [
    'a Telegram message without a token',
    {
      body: {
        update_id: 12,
        message: { text: '/start', from: { username: 'ada' }, chat: { title: 'Ops' } },
      },
    },
    'telegram',
    'message',
    '12',
    undefined,
    '/start · ada · Ops',
  ],
  [
    'a Telegram button behind a proxy that names itself',
    {
      headers: [
        ['X-Telegram-Bot-Api-Secret-Token', 't'],
        ['User-Agent', 'proxy'],
      ],
      body: { update_id: 13, callback_query: { data: 'yes', from: { first_name: 'Ada' } } },
    },
    'telegram',
    'callback_query',
    '13',
    undefined,
    'yes · Ada',
  ],
  [
    'LINE events sent again',
    {
      headers: [['X-Line-Signature', 'x']],
      body: {
        destination: 'U',
        events: [
          {
            type: 'message',
            webhookEventId: '01F',
            deliveryContext: { isRedelivery: true },
            message: { type: 'text', text: 'こんにちは' },
          },
          { type: 'follow' },
        ],
      },
    },
    'line',
    'message',
    '01F',
    2,
    'こんにちは · 2 events',
  ],
  [
    'a LINE sticker',
    {
      headers: [['X-Line-Signature', 'x']],
      body: { destination: 'U', events: [{ type: 'message', message: { type: 'sticker' } }] },
    },
    'line',
    'message',
    null,
    undefined,
    'sticker',
  ],
  [
    'posts on X',
    {
      headers: [['X-Twitter-Webhooks-Signature', 'sha256=x']],
      body: {
        for_user_id: '1',
        tweet_create_events: [{ text: 'hi', user: { screen_name: 'ada' } }, {}],
      },
    },
    'x-twitter',
    'tweet_create_events',
    null,
    undefined,
    'hi · ada · 2 events',
  ],
  [
    'a Twitch event sent again',
    {
      headers: twitch('notification'),
      body: {
        subscription: { type: 'channel.follow' },
        event: { user_name: 'Ada', broadcaster_user_name: 'Bob' },
      },
    },
    'twitch',
    'channel.follow',
    'm-1',
    3,
    'Ada · Bob',
  ],
  [
    'a Twitch revocation',
    {
      headers: twitch('revocation'),
      body: { subscription: { status: 'authorization_revoked' } },
    },
    'twitch',
    'revocation',
    'm-1',
    3,
    'channel.follow · authorization_revoked',
  ],
  [
    'a Zoom meeting',
    {
      headers: [
        ['X-Zm-Signature', 'v0=0'],
        ['X-Zm-Request-Timestamp', '1'],
      ],
      body: {
        event: 'meeting.participant_joined',
        payload: { object: { topic: 'Weekly', participant: { user_name: 'Ada' } } },
      },
    },
    'zoom',
    'meeting.participant_joined',
    null,
    undefined,
    'Weekly · Ada',
  ],
  [
    'a Twilio call by GET',
    {
      method: 'GET',
      query: 'CallSid=CA1&CallStatus=ringing&From=%2B1&To=%2B2',
      headers: [['X-Twilio-Signature', 'x']],
    },
    'twilio',
    'ringing',
    'CA1',
    undefined,
    '+1 → +2 · ringing',
  ],
]
