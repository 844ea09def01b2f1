import { describe, expect, test } from 'vitest'
import { asana } from '../../server/providers/asana.ts'
import { awsSns } from '../../server/providers/aws-sns.ts'
import { notion } from '../../server/providers/notion.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import handshakes from '../fixtures/providers/handshakes.json' with { type: 'json' }
import { evidenceOf, examined, queryOf, type Sent } from './evidence-of.ts'

const unaided = handshakes.filter(({ needs }) => needs.startsWith('none'))

function sentIn({ method, url, headers, body }: (typeof handshakes)[number]['request']): Sent {
  // In the file every header is a pair; its JSON type does not say so.
  return { method, query: queryOf(url), headers: headers as unknown as HeaderPair[], body }
}

describe('[P3] a handshake that needs no secret', () => {
  test('[P3] six providers are in the file', () => {
    expect(unaided.map(({ provider }) => provider)).toEqual([
      'slack',
      'meta',
      'dropbox',
      'microsoft-graph',
      'azure-event-grid',
      'cloudevents',
    ])
  })

  test.each(unaided)('[P3] of $provider is answered as it demands', ({
    provider,
    request,
    response,
  }) => {
    const found = examined(sentIn(request))

    expect(found.provider?.id).toBe(provider)
    expect(found.handshake?.status).toBe(response.status)
    expect(Buffer.from(found.handshake?.body ?? []).toString()).toBe(response.body)
    const headers = found.handshake?.headers.map(([name, value]) => [name.toLowerCase(), value])
    expect(headers?.sort()).toEqual([...response.headers].sort())
  })

  test.each(unaided)('[P3] of $provider is recognised as its own', ({ provider, request }) => {
    const { provider: match, signature } = examined(sentIn(request))

    expect(match?.id).toBe(provider)
    expect(match?.event).not.toBeNull()
    expect(signature).toBeNull()
  })

  test('[P3] of a Slack slash command is answered with nothing', () => {
    const sent: Sent = {
      headers: [['Content-Type', 'application/x-www-form-urlencoded']],
      body: 'ssl_check=1&token=x',
    }

    expect(examined(sent)).toMatchObject({
      provider: { id: 'slack' },
      handshake: { status: 200, headers: [], body: new Uint8Array() },
    })
  })

  test('[P3] of Asana gets its secret back, which can be kept', () => {
    const sent: Sent = { headers: [['X-Hook-Secret', 'b537207f20cbfa02']] }

    expect(examined(sent)).toMatchObject({
      provider: { id: 'asana', event: 'handshake' },
      signature: null,
      handshake: { status: 200, headers: [['X-Hook-Secret', 'b537207f20cbfa02']] },
    })
    expect(asana.handedSecret?.(evidenceOf(sent))).toBe('b537207f20cbfa02')
  })

  test('[P3] of monday gets the same JSON back', () => {
    const body = '{ "challenge": "3eZbrw1aBm2rZgRNFdxV2595E9CY" }'
    const { provider, handshake } = examined({ headers: [json], body })

    expect(provider).toMatchObject({ id: 'monday', event: 'challenge' })
    expect(handshake?.headers).toEqual([['Content-Type', 'application/json']])
    expect(Buffer.from(handshake?.body ?? []).toString()).toBe(body)
  })

  test('[P3] of Okta gets its challenge back as JSON', () => {
    const { provider, handshake } = examined({
      method: 'GET',
      headers: [['X-Okta-Verification-Challenge', 'My "challenge"']],
    })

    expect(provider).toMatchObject({ id: 'okta', event: 'verification' })
    expect(handshake).toMatchObject({
      status: 200,
      headers: [['Content-Type', 'application/json']],
    })
    expect(Buffer.from(handshake?.body ?? []).toString()).toBe(
      '{"verification":"My \\"challenge\\""}',
    )
  })

  test('[P3] of Notion is recognised, and its token can be kept without standing in the list', () => {
    const token = 'secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl'
    const sent: Sent = { headers: [json], body: { verification_token: token } }
    const found = examined(sent)

    expect(found).toMatchObject({
      provider: { id: 'notion', event: 'verification_token' },
      signature: null,
    })
    expect(found.gist).not.toContain('secret_')
    expect(notion.handedSecret?.(evidenceOf(sent))).toBe(token)
  })

  test('[P3] of Amazon SNS can be confirmed with a click, at a host of its own alone', () => {
    const confirmation = (url: string) =>
      awsSns.confirm?.(
        evidenceOf({
          headers: [['X-Amz-Sns-Message-Type', 'SubscriptionConfirmation']],
          body: { SubscribeURL: url },
        }),
      )?.url
    const url = 'https://sns.eu-west-1.amazonaws.com/?Action=ConfirmSubscription&Token=2'

    expect(confirmation(url)).toBe(url)
    expect(confirmation('https://sns.eu-west-1.amazonaws.com.evil.example/')).toBeUndefined()
    expect(confirmation('https://sns.eu-west-1.amazonaws.com:8443/')).toBeUndefined()
    expect(confirmation('https://sns.eu-west-1.amazonaws.com@evil.example/')).toBeUndefined()
    expect(confirmation('http://sns.eu-west-1.amazonaws.com/')).toBeUndefined()
  })

  test('[P3] of Smartsheet is answered in the header and in the body', () => {
    const found = examined({
      headers: [['Smartsheet-Hook-Challenge', 'd78dd1d3-01ce']],
      body: { challenge: 'd78dd1d3-01ce', webhookId: 1 },
    })

    expect(found).toMatchObject({ provider: { id: 'smartsheet', event: 'challenge' } })
    expect(found.handshake).toMatchObject({
      status: 200,
      headers: [
        ['Content-Type', 'application/json'],
        ['Smartsheet-Hook-Response', 'd78dd1d3-01ce'],
      ],
    })
    const body = Buffer.from(found.handshake?.body ?? []).toString()
    expect(body).toBe('{"smartsheetHookResponse":"d78dd1d3-01ce"}')
  })

  test('[P3] of CloudEvents without a rate grants none', () => {
    const sent: Sent = {
      method: 'OPTIONS',
      headers: [
        ['WebHook-Request-Origin', 'eventgrid.azure.net'],
        ['Origin', 'eventgrid.azure.net'],
      ],
    }

    expect(examined(sent).handshake?.headers).toEqual([
      ['WebHook-Allowed-Origin', 'eventgrid.azure.net'],
      ['Allow', 'POST'],
    ])
  })
})

const json: HeaderPair = ['Content-Type', 'application/json']
const form: HeaderPair = ['Content-Type', 'application/x-www-form-urlencoded']
const graphType: HeaderPair = ['Content-Type', 'text/plain; charset=utf-8']
const validation = [
  {
    eventType: 'Microsoft.EventGrid.SubscriptionValidationEvent',
    data: { validationCode: 'c' },
  },
]

/** Requests that look a little like a handshake. */
const others: readonly (readonly [string, Sent])[] = [
  [
    'a webhook with a challenge',
    { headers: [json], body: { challenge: 'x', type: 'order.created' } },
  ],
  ['a challenge of no type', { headers: [json], body: { challenge: 'x', id: 1 } }],
  ['a challenge alone that is no text', { headers: [json], body: { challenge: 1 } }],
  ['a challenge alone in a form', { headers: [form], body: { challenge: 'x' } }],
  ['an Okta challenge by POST', { headers: [['X-Okta-Verification-Challenge', 'x']] }],
  ['an Asana secret that is no word', { headers: [['X-Hook-Secret', 'a b']] }],
  [
    'an Asana secret beside a signature',
    {
      headers: [
        ['X-Hook-Secret', 'abcdefgh'],
        ['X-Hook-Signature', '0'],
      ],
    },
  ],
  [
    'the type further down',
    { headers: [json], body: { challenge: 'x', data: { type: 'url_verification' } } },
  ],
  [
    'the type as a text elsewhere',
    { headers: [json], body: { challenge: 'x', note: 'url_verification' } },
  ],
  [
    'a challenge that is no text',
    { headers: [json], body: { type: 'url_verification', challenge: { a: 1 } } },
  ],
  [
    'a Slack challenge by GET',
    { method: 'GET', body: { type: 'url_verification', challenge: 'x' } },
  ],
  ['broken JSON', { body: '{"type":"url_verification","challenge":"x"' }],
  ['a command that mentions ssl_check', { headers: [form], body: 'command=/x&ssl_check=1' }],
  [
    'a WebSub denial',
    { method: 'GET', query: 'hub.mode=denied&hub.challenge=1&hub.verify_token=t&hub.topic=x' },
  ],
  ['a WebSub mode of no name', { method: 'GET', query: 'hub.mode=x&hub.challenge=1&hub.topic=x' }],
  ['hub.challenge without a token', { method: 'GET', query: 'hub.mode=subscribe&hub.challenge=1' }],
  [
    'hub.challenge with markup',
    { method: 'GET', query: 'hub.mode=subscribe&hub.verify_token=t&hub.challenge=%3Cscript%3E' },
  ],
  ['hub.challenge by POST', { query: 'hub.mode=subscribe&hub.verify_token=t&hub.challenge=1' }],
  ['a challenge among other parameters', { method: 'GET', query: 'challenge=abc&x=1' }],
  ['a challenge with markup', { method: 'GET', query: 'challenge=%3Cscript%3E' }],
  ['a challenge with raw markup', { method: 'GET', query: 'challenge=<script>' }],
  ['an empty challenge', { method: 'GET', query: 'challenge=' }],
  ['a challenge by POST', { query: 'challenge=abc' }],
  [
    'a validationToken with a body',
    { query: 'validationToken=x', headers: [graphType], body: 'x' },
  ],
  ['a validationToken by GET', { method: 'GET', query: 'validationToken=x', headers: [graphType] }],
  ['a validationToken that says JSON', { query: 'validationToken=x', headers: [json] }],
  ['an Event Grid validation without its header', { headers: [json], body: validation }],
  [
    'an Event Grid notification',
    { headers: [json, ['aeg-event-type', 'Notification']], body: validation },
  ],
  [
    'a challenge of Smartsheet with markup',
    { headers: [['Smartsheet-Hook-Challenge', '<script>']] },
  ],
  [
    'a challenge of Smartsheet by GET',
    { method: 'GET', headers: [['Smartsheet-Hook-Challenge', 'x']] },
  ],
  [
    'a CORS preflight',
    {
      method: 'OPTIONS',
      headers: [
        ['Origin', 'https://x.example'],
        ['Access-Control-Request-Method', 'POST'],
        ['Access-Control-Request-Headers', 'webhook-request-origin'],
      ],
    },
  ],
  [
    'an origin that is no name',
    { method: 'OPTIONS', headers: [['WebHook-Request-Origin', '<script>']] },
  ],
  [
    'a CloudEvents delivery',
    {
      headers: [
        ['WebHook-Request-Origin', 'x.example'],
        ['ce-id', '1'],
      ],
    },
  ],
]

describe('[P3] nothing else is taken for a handshake', () => {
  test.each(others)('[P3] %s', (_what, sent) => {
    expect(examined(sent).handshake).toBeUndefined()
  })
})
