// Vendors whose own libraries judge what arrives: how each signs, and an app of each to receive it.

import { createHmac } from 'node:crypto'
import { sign as signGithub } from '@octokit/webhooks-methods'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'
import {
  type StartReceiver,
  startGithub,
  startSlack,
  startStandardWebhooks,
  startStripe,
} from './vendor-receivers.ts'

type Headers = Readonly<Record<string, string>>

export interface Vendor {
  readonly provider: string
  readonly secret: string
  readonly start: StartReceiver
  readonly body: object
  /** The headers with which the vendor would have sent the body then. */
  readonly headersAt: (body: string, secret: string, at: Date) => Promise<Headers> | Headers
  /** Whether its library refuses what was signed an hour ago. */
  readonly expires: boolean
  readonly resigned: readonly string[]
}

export const vendors: readonly Vendor[] = [
  {
    provider: 'stripe',
    secret: 'whsec_c3RyaXBlLXNpZ25pbmctc2VjcmV0',
    start: startStripe,
    body: { id: 'evt_1', object: 'event', type: 'invoice.paid', data: { object: { total: 1 } } },
    headersAt: (payload, secret, at) => ({
      'stripe-signature': new Stripe('sk_test_unused').webhooks.generateTestHeaderString({
        payload,
        secret,
        timestamp: Math.floor(at.getTime() / 1000),
      }),
    }),
    expires: true,
    resigned: ['stripe-signature'],
  },
  {
    provider: 'standard-webhooks',
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    start: startStandardWebhooks,
    body: { type: 'invoice.paid', data: { note: 'naïve café ✓' } },
    headersAt: (body, secret, at) => ({
      'webhook-id': 'msg_1',
      'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
      'webhook-signature': new Webhook(secret).sign('msg_1', at, body),
    }),
    expires: true,
    resigned: ['webhook-timestamp', 'webhook-signature'],
  },
  {
    provider: 'github',
    secret: "It's a Secret to Everybody",
    start: startGithub,
    body: { zen: 'Keep it logically awesome.', hook_id: 1 },
    headersAt: async (body, secret) => ({
      'X-GitHub-Event': 'ping',
      'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'X-Hub-Signature-256': await signGithub(secret, body),
      'X-Hub-Signature': `sha1=${createHmac('sha1', secret).update(body).digest('hex')}`,
    }),
    expires: false,
    resigned: ['X-Hub-Signature-256', 'X-Hub-Signature'],
  },
  {
    provider: 'slack',
    secret: '8f742231b10e8888abcd99yyyzzz85a5',
    start: startSlack,
    body: {
      type: 'event_callback',
      event_id: 'Ev1',
      team_id: 'T1',
      event: { type: 'app_mention', text: 'hi', channel: 'C1', user: 'U2', ts: '1.1' },
    },
    headersAt: (body, secret, at) => {
      const time = Math.floor(at.getTime() / 1000)
      const signature = createHmac('sha256', secret).update(`v0:${time}:${body}`).digest('hex')
      return {
        'X-Slack-Request-Timestamp': String(time),
        'X-Slack-Signature': `v0=${signature}`,
      }
    },
    expires: true,
    resigned: ['X-Slack-Request-Timestamp', 'X-Slack-Signature'],
  },
]
