// A genuine and an altered request of every provider that can be checked: the vectors, and for those without any, or
// without one of the two, requests made here by the documented formula.

import { createHmac } from 'node:crypto'
import type { HeaderPair } from '../../../server/wire/requests.ts'
import vectors from '../../fixtures/providers/vectors.json' with { type: 'json' }

export interface Sample {
  /** As `POST …/verify` takes it. */
  readonly scheme: string
  readonly isGenuine: boolean
  readonly credential: string
  readonly extra: Readonly<Record<string, string>>
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: string
  /** Unix time in seconds. */
  readonly at: number
}

const at = 1_767_225_600
/** Fit for Basic, Bearer and every HMAC. */
const credential = 'ours:a-secret'
const ours = { credential, extra: {}, url: 'https://hooks.example.com/in/a', at }

function hmacOf(text: string, encoding: 'hex' | 'base64' | 'base64url' = 'hex'): string {
  return createHmac('sha256', credential).update(text).digest(encoding)
}

/** One whose signature covers the body: genuine as given, altered by one character more. */
function signed(
  scheme: string,
  body: string,
  ...headers: readonly HeaderPair[]
): readonly Sample[] {
  const sample = { ...ours, scheme, headers }
  return [
    { ...sample, body, isGenuine: true },
    { ...sample, body: `${body} `, isGenuine: false },
  ]
}

/** One whose proof is a shared text: genuine with it, altered with another. */
function shared(
  scheme: string,
  body: string,
  headerOf: (text: string) => HeaderPair,
): readonly Sample[] {
  return [credential, `${credential}!`].map((text) => ({
    ...{ ...ours, scheme, body, headers: [headerOf(text)] },
    isGenuine: text === credential,
  }))
}

const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`

export const samples: readonly Sample[] = [
  ...vectors.map(
    ({
      provider: scheme,
      valid: isGenuine,
      secret,
      publicKey,
      extra,
      url,
      now,
      ...vector
    }): Sample => ({
      ...{ scheme, isGenuine, url, at: now, extra: extra ?? {} },
      credential: secret ?? publicKey ?? '',
      // In the file every header is a pair; its JSON type does not say so.
      headers: vector.headers as unknown as HeaderPair[],
      body: Buffer.from(vector.bodyBase64, 'base64').toString(),
    }),
  ),
  ...signed('clickup', '{"event":"taskCreated","webhook_id":"w"}', [
    'X-Signature',
    hmacOf('{"event":"taskCreated","webhook_id":"w"}'),
  ]),
  ...signed(
    'buildkite',
    '{"event":"ping"}',
    ['X-Buildkite-Event', 'ping'],
    ['X-Buildkite-Signature', `timestamp=${at},signature=${hmacOf(`${at}.{"event":"ping"}`)}`],
  ),
  ...signed('sanity', '{"_id":"a"}', [
    'sanity-webhook-signature',
    `t=${at}000,v1=${hmacOf(`${at}000.{"_id":"a"}`, 'base64url')}`,
  ]),
  ...signed('shopify-events', '{}', ['Shopify-Hmac-Sha256', hmacOf('{}', 'base64')]),
  ...signed('custom', '{}', ['X-Signature', hmacOf('{}')]),
  ...shared('gitlab', '{}', (text) => ['X-Gitlab-Token', text]),
  ...shared('buildkite-token', '{}', (text) => ['X-Buildkite-Token', text]),
  ...shared('telegram', '{"update_id":1}', (text) => ['X-Telegram-Bot-Api-Secret-Token', text]),
  ...shared('cloudevents', '{}', (text) => ['Authorization', `Bearer ${text}`]),
  ...shared('okta', '{}', (text) => ['Authorization', text]),
  ...shared('postmark', '{}', (text) => ['Authorization', basic(text)]),
  ...alteredTokens('google-pubsub', 'monday'),
]

/** Tokens of the vectors with another claim in them. */
function alteredTokens(...schemes: readonly string[]): readonly Sample[] {
  return vectors
    .filter(({ provider }) => schemes.includes(provider))
    .map(({ provider: scheme, secret, publicKey, extra, url, now, ...vector }) => {
      const headers = vector.headers.map(
        ([name = '', value = '']): HeaderPair => [
          name,
          name === 'authorization' ? withClaim(value) : value,
        ],
      )
      return {
        ...{ scheme, url, headers, at: now, extra: extra ?? {}, isGenuine: false },
        credential: secret ?? publicKey ?? '',
        body: Buffer.from(vector.bodyBase64, 'base64').toString(),
      }
    })
}

function withClaim(token: string): string {
  const [header = '', claims = '', signature = ''] = token.split('.')
  const changed = { ...JSON.parse(Buffer.from(claims, 'base64url').toString()), added: true }
  return [header, Buffer.from(JSON.stringify(changed)).toString('base64url'), signature].join('.')
}
