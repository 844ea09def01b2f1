import { generateKeyPairSync } from 'node:crypto'
import { verifyWebhookSignature } from '@notionhq/client'
import * as octokit from '@octokit/webhooks-methods'
import { encodeSignatureHeader, isValidSignature } from '@sanity/webhook'
import { verifySlackRequest } from '@slack/bolt'
import { verifyKey } from 'discord-interactions'
import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { describe, expect, test } from 'vitest'
import { signAnew, signingSchemes } from '../../server/providers/signing/sign.ts'
import { providerOfScheme, verify } from '../../server/providers/verify.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { evidenceOf } from './evidence-of.ts'

interface Vendor {
  readonly id: string
  /** What the owner of the bin enters. */
  readonly credential: string
  /** Of a scheme that signs with one. */
  readonly privateKey?: string
  /** Sent beside the signature. */
  readonly headers?: readonly HeaderPair[]
  /** Whether the vendor's library accepts a request. */
  readonly accepts: (body: string, headers: ReadonlyMap<string, string>) => unknown
  /** The headers of a signature that the vendor's library makes; absent where it makes none. */
  readonly sign?: (body: string, at: number) => Promise<readonly HeaderPair[]>
}

const now = Math.floor(Date.now() / 1000) * 1000
const stripe = new Stripe('sk_test_1')
const whsec = `whsec_${Buffer.from('a secret of 24 bytes ...').toString('base64')}`
const { privateKey, publicKey } = generateKeyPairSync('ed25519')
const discordKey = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString(
  'hex',
)

const vendors: readonly Vendor[] = [
  {
    id: 'stripe',
    credential: 'whsec_stripe',
    accepts: (body, headers) =>
      stripe.webhooks.signature?.verifyHeader(
        body,
        headers.get('stripe-signature') ?? '',
        'whsec_stripe',
      ),
    sign: async (payload, at) => [
      [
        'Stripe-Signature',
        stripe.webhooks.generateTestHeaderString({
          ...{ payload, secret: 'whsec_stripe', timestamp: at / 1000 },
        }),
      ],
    ],
  },
  {
    id: 'standard-webhooks',
    credential: whsec,
    headers: [['webhook-id', 'msg_1']],
    accepts: (body, headers) =>
      new Webhook(whsec).verify(body || '""', Object.fromEntries(headers)) !== undefined,
    sign: async (body, at) => [
      ['webhook-id', 'msg_1'],
      ['webhook-timestamp', String(at / 1000)],
      ['webhook-signature', new Webhook(whsec).sign('msg_1', new Date(at), body)],
    ],
  },
  {
    id: 'github',
    credential: 'github secret',
    accepts: (body, headers) =>
      octokit.verify('github secret', body, headers.get('x-hub-signature-256') ?? ''),
    sign: async (body) => [['X-Hub-Signature-256', await octokit.sign('github secret', body)]],
  },
  {
    id: 'slack',
    credential: 'slack secret',
    accepts(body, headers) {
      verifySlackRequest({
        signingSecret: 'slack secret',
        body,
        headers: {
          'x-slack-signature': headers.get('x-slack-signature') ?? '',
          'x-slack-request-timestamp': Number(headers.get('x-slack-request-timestamp')),
        },
      })
      return true
    },
  },
  {
    id: 'discord',
    credential: discordKey,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    accepts: (body, headers) =>
      verifyKey(
        body,
        headers.get('x-signature-ed25519') ?? '',
        headers.get('x-signature-timestamp') ?? '',
        discordKey,
      ),
  },
  {
    id: 'notion',
    credential: 'secret_notion',
    accepts: (body, headers) =>
      verifyWebhookSignature({
        body,
        signature: headers.get('x-notion-signature'),
        verificationToken: 'secret_notion',
      }),
  },
  {
    id: 'sanity',
    credential: 'sanity secret',
    accepts: (body, headers) =>
      isValidSignature(body, headers.get('sanity-webhook-signature') ?? '', 'sanity secret'),
    sign: async (body, at) => [
      ['sanity-webhook-signature', await encodeSignatureHeader(body, at, 'sanity secret')],
    ],
  },
]

/** Libraries refuse by false, by a rejection or by throwing. */
async function isAccepted(vendor: Vendor, body: string, headers: readonly HeaderPair[]) {
  const map = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]))
  try {
    return Boolean(await vendor.accepts(body, map))
  } catch {
    return false
  }
}

function verdictOn({ id, credential }: Vendor, body: string, headers: readonly HeaderPair[]) {
  const provider = providerOfScheme(id) ?? expect.unreachable()
  const credentials = [{ name: '', secret: credential }]
  return verify(provider, {
    ...{ method: 'POST', url: 'https://hooks.example.com/in/a', headers, body: Buffer.from(body) },
    ...{ at: now, extra: {}, credentials, foreign: [] },
  })?.verdict
}

/** As JSON, since some libraries parse what they accept. */
const bodies = fc.json().filter((text) => text.length > 0)

describe('[P2] the libraries of vendors and Hooklens are of one mind', () => {
  test.each(
    vendors,
  )('[P2] [D5] what is signed anew for $id is accepted by its library, and nothing altered', async (vendor) => {
    const { id, credential, privateKey: pem, headers = [] } = vendor
    const provider = providerOfScheme(id) ?? expect.unreachable()
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const request = { evidence: evidenceOf({ headers, body }), urls: [''], extra: {} }
        const keys = { secret: credential, privateKey: pem }
        const signed = signAnew(signingSchemes(provider, request), request, keys, now)
        const sent = [...headers, ...(signed?.headers ?? [])].filter(
          ([name], index, all) => all.findLastIndex((pair) => pair[0] === name) === index,
        )

        expect(await isAccepted(vendor, body, sent)).toBe(true)
        expect(verdictOn(vendor, body, sent)).toBe('valid')
        expect(await isAccepted(vendor, `${body} `, sent)).toBe(false)
        expect(verdictOn(vendor, `${body} `, sent)).toBe('mismatch')
      }),
      { numRuns: 40 },
    )
  })

  test.each(
    vendors.filter(({ sign }) => sign),
  )('[P2] what the library of $id signs is valid, and nothing altered', async (vendor) => {
    await fc.assert(
      fc.asyncProperty(bodies, async (body) => {
        const headers = (await vendor.sign?.(body, now)) ?? []

        expect(verdictOn(vendor, body, headers)).toBe('valid')
        expect(verdictOn(vendor, `${body}\n`, headers)).toBe('mismatch')
      }),
      { numRuns: 40 },
    )
  })
})
