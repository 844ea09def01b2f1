// Requests of senders of media, content, realtime and identity.

import type { Told } from './told.ts'

/** Signed by nobody: only its claims tell whose it is. */
function tokenWith(claims: unknown): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
  return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.c2ln`
}

export const bearerless = tokenWith({ iss: 'APIkey1', sha256: 'x' })
export const ofSomebody = tokenWith({ iss: 'somebody' })

export const toldMedia: readonly Told[] = [
  [
    'an ElevenLabs call',
    {
      headers: [['ElevenLabs-Signature', 't=1,v0=0']],
      body: {
        type: 'post_call_transcription',
        data: {
          conversation_id: 'conv_1',
          agent_id: 'a-1',
          analysis: { transcript_summary: 'Asked for a refund.' },
        },
      },
    },
    'elevenlabs',
    'post_call_transcription',
    null,
    undefined,
    'Asked for a refund. · conv_1 · a-1',
  ],
  [
    'a Sanity document',
    {
      headers: [
        ['sanity-webhook-id', 'w'],
        ['sanity-operation', 'update'],
        ['idempotency-key', 'k1'],
      ],
      body: { _id: 'resume', _type: 'doc', title: 'Résumé' },
    },
    'sanity',
    'update',
    'k1',
    undefined,
    'Résumé · doc · resume',
  ],
  [
    'a Mux asset',
    {
      headers: [['mux-signature', 't=1,v1=0']],
      body: {
        type: 'video.asset.ready',
        id: 'm-1',
        data: { id: 'x', status: 'ready' },
        environment: { name: 'Production' },
      },
    },
    'mux',
    'video.asset.ready',
    'm-1',
    undefined,
    'x · ready · Production',
  ],
  [
    'a WorkOS user',
    {
      headers: [['workos-signature', 't=1, v1=0']],
      body: { id: 'wh_1', event: 'user.created', data: { id: 'user_1', email: 'ada@a.example' } },
    },
    'workos',
    'user.created',
    'wh_1',
    undefined,
    'ada@a.example · user_1',
  ],
  [
    'a LiveKit room',
    {
      headers: [
        ['Authorization', ofSomebody],
        ['Content-Type', 'application/webhook+json'],
      ],
      body: { event: 'room_started', id: 'EV_1', room: { name: 'standup' } },
    },
    'livekit',
    'room_started',
    'EV_1',
    undefined,
    'standup',
  ],
  [
    'a LiveKit room behind something that rewrites the content type',
    {
      headers: [
        ['Authorization', bearerless],
        ['Content-Type', 'application/json'],
      ],
      body: { event: 'participant_joined', id: 'EV_2', participant: { identity: 'ada' } },
    },
    'livekit',
    'participant_joined',
    'EV_2',
    undefined,
    'ada',
  ],
  [
    'Pusher channels',
    {
      headers: [
        ['X-Pusher-Key', 'k'],
        ['X-Pusher-Signature', '0'],
      ],
      body: { time_ms: 1, events: [{ name: 'channel_occupied', channel: 'c' }, {}] },
    },
    'pusher',
    'channel_occupied',
    null,
    undefined,
    'c · 1 more event',
  ],
  [
    'a change of a Smartsheet',
    {
      headers: [['Smartsheet-Hmac-SHA256', '0']],
      body: {
        nonce: 'n-1',
        scope: 'sheet',
        scopeObjectId: 44,
        events: [{ objectType: 'row', eventType: 'created', id: 8 }],
      },
    },
    'smartsheet',
    'row.created',
    'n-1',
    undefined,
    '8 · sheet 44',
  ],
]
