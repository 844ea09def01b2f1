import { generateKeyPairSync, sign } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { checked, signed, signedAt, signedUrl } from './signed.ts'

const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const keys = [publicKey]

describe('[P2] Amazon SNS', () => {
  const notification = {
    Type: 'Notification',
    MessageId: 'i',
    TopicArn: 'arn:aws:sns:us-east-1:1:T',
    Message: 'one\ntwo',
    Timestamp: '2026-01-01T00:00:00.000Z',
    SignatureVersion: '2',
    SigningCertURL: 'https://sns.us-east-1.amazonaws.com/a.pem',
    Signature: 'x',
  }
  const control = { SubscribeURL: 'https://sns.us-east-1.amazonaws.com/?a', Token: 't' }
  const message = (more: object) =>
    signed('aws-sns', { key: privateKey, body: JSON.stringify({ ...notification, ...more }) })

  test.each([
    ['a notification', {}],
    ['one with a subject', { Subject: 'S' }],
    ['one in the first version', { SignatureVersion: '1' }],
    ['a subscription', { Type: 'SubscriptionConfirmation', ...control }],
    ['an unsubscription as the library has it', { Type: 'UnsubscribeConfirmation', ...control }],
  ])('[P2] %s is valid, and no longer so with another message', (_what, more) => {
    const { headers, body } = message(more)
    const altered = body.toString().replace('one', 'two')

    expect(checked('aws-sns', { headers, body }, { keys }).verdict).toBe('valid')
    expect(checked('aws-sns', { headers, body: altered }, { keys }).verdict).toBe('mismatch')
  })

  test('[P2] an unsubscription that was signed with its token is valid as well', () => {
    const fields = { ...notification, Type: 'UnsubscribeConfirmation', ...control }
    const { Message, MessageId, SubscribeURL, Timestamp, Token, TopicArn, Type } = fields
    const text = Object.entries({
      ...{ Message, MessageId, SubscribeURL, Timestamp, Token, TopicArn, Type },
    }).flatMap(([name, value]) => [`${name}\n${value}\n`])
    const Signature = sign('sha256', Buffer.from(text.join('')), privateKey).toString('base64')
    const body = JSON.stringify({ ...fields, Signature })

    expect(checked('aws-sns', { headers: [], body }, { keys }).verdict).toBe('valid')
  })

  test('[P2] a certificate from anywhere else is refused although the signature is right', () => {
    for (const SigningCertURL of [
      'http://sns.us-east-1.amazonaws.com/a.pem',
      'https://sns.us-east-1.amazonaws.com.evil.example/a.pem',
      'https://sns.us-east-1.amazonaws.com@evil.example/a.pem',
      'https://sns.us-east-1.amazonaws.com/a.txt',
      'https://sns.us-east-1.amazonaws.com/a.pem?b',
    ]) {
      expect(checked('aws-sns', message({ SigningCertURL }), { keys })).toMatchObject({
        verdict: 'mismatch',
        detail: expect.stringContaining('SigningCertURL'),
      })
    }
  })

  test.each([
    [{ MessageId: 'i\nSubject\nS' }, 'MessageId of the body has a line break.'],
    [{ TopicArn: 5 }, 'The body has no TopicArn.'],
    [{ SignatureVersion: '3' }, 'SignatureVersion of the body is neither'],
    [{ Type: 'SubscriptionConfirmation' }, 'The body has no SubscribeURL.'],
  ])('[P2] %j could be read in two ways', (more, detail) => {
    expect(checked('aws-sns', message(more), { keys })).toMatchObject({
      verdict: 'malformed',
      detail: expect.stringContaining(detail),
    })
  })
})

describe('[P2] Google Pub/Sub', () => {
  const email = 'pusher@my-project.iam.gserviceaccount.com'
  const message = signed('google-pubsub', { key: privateKey, extra: { email } })
  const other = 'https://other.example'

  test.each([
    ['the URL as audience', { email }, 0, 'valid'],
    ['its leeway', { email }, 3_900_000, 'valid'],
    ['a token that expired', { email }, 3_900_001, 'stale'],
    ['a token of the future', { email }, -300_001, 'stale'],
    ['another audience', { email, audience: other }, 0, 'mismatch'],
    ['another account', { email: 'x@y.iam.gserviceaccount.com' }, 0, 'mismatch'],
    ['another key', { email, kid: 'k' }, 0, 'mismatch'],
    ['no account to compare with', {}, 0, 'unverifiable'],
    ['no account, but the audience that was set', { audience: signedUrl }, 0, 'valid'],
  ])('[P2] %s', (_what, extra, later, verdict) => {
    const check = checked('google-pubsub', message, { keys, extra, at: signedAt + later })

    expect(check.verdict).toBe(verdict)
  })

  test('[P2] no other algorithm is taken, above all none', () => {
    const claims = Buffer.from('{"iat":1}').toString('base64url')
    const header = Buffer.from('{"alg":"none"}').toString('base64url')
    const headers: readonly HeaderPair[] = [['Authorization', `Bearer ${header}.${claims}.AA`]]

    expect(checked('google-pubsub', { headers, body: '{}' }, { keys }).verdict).toBe('malformed')
  })
})

describe('[P2] shared texts', () => {
  const graph = (...states: readonly (string | undefined)[]) =>
    checked(
      'microsoft-graph',
      {
        headers: [],
        body: JSON.stringify({ value: states.map((clientState) => ({ clientState })) }),
      },
      { keys: ['state'] },
    ).verdict

  test('[P2] every notification of Microsoft Graph has to carry its clientState', () => {
    expect(graph('state')).toBe('valid')
    expect(graph('state', 'state')).toBe('valid')
    expect(graph('state', 'other')).toBe('mismatch')
    expect(graph('state', undefined)).toBe('mismatch')
    expect(graph(undefined)).toBe('unsigned')
    expect(graph()).toBe('malformed')
  })

  test('[P2] a batch of Microsoft Graph is checked though it is too large to tell the sender by', () => {
    const many = Array.from({ length: 20_000 }, () => 'state')

    expect(graph(...many)).toBe('valid')
    expect(graph(...many, 'other')).toBe('mismatch')
  })

  test('[P2] CloudEvents come with a token in a header or in the query', () => {
    const url = 'https://hooks.example.com/in/abc?access_token=t'
    const headers: readonly HeaderPair[] = [['Authorization', 'Bearer t']]

    expect(checked('cloudevents', { headers, body: '' }, { keys: ['t'] }).verdict).toBe('valid')
    expect(checked('cloudevents', { headers, body: '' }, { keys: ['u'] }).verdict).toBe('mismatch')
    expect(checked('cloudevents', { headers: [], body: '' }, { keys: ['t'], url }).verdict).toBe(
      'valid',
    )
  })
})
