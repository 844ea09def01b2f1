// Small apps as people write them, each with its vendor's own library to judge what arrives.

import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createNodeMiddleware, Webhooks } from '@octokit/webhooks'
import { App, HTTPReceiver, LogLevel } from '@slack/bolt'
import { Webhook } from 'standardwebhooks'
import Stripe from 'stripe'
import { onTestFinished } from 'vitest'

export interface VendorReceiver {
  /** Fit for a target. */
  readonly url: string
  /** What the library handed on, in order. */
  readonly accepted: readonly unknown[]
}

export type StartReceiver = (secret: string) => Promise<VendorReceiver>

export const startStripe: StartReceiver = (secret) => {
  const stripe = new Stripe('sk_test_unused')
  return judge((body, headers) =>
    stripe.webhooks.constructEvent(body, String(headers['stripe-signature']), secret),
  )
}

export const startStandardWebhooks: StartReceiver = (secret) => {
  const webhook = new Webhook(secret)
  return judge((body, headers) => webhook.verify(body, headers as Record<string, string>))
}

export const startGithub: StartReceiver = async (secret) => {
  const accepted: unknown[] = []
  const webhooks = new Webhooks({ secret })
  webhooks.onError(() => {}) // Refusals are expected; without a listener they are printed.
  const ignore = () => {}
  const silent = { debug: ignore, info: ignore, warn: ignore, error: ignore }
  webhooks.onAny(({ payload }) => {
    accepted.push(payload)
  })
  const url = await listen(createNodeMiddleware(webhooks, { path: '/', log: silent }))
  return { url, accepted }
}

export const startSlack: StartReceiver = async (signingSecret) => {
  const accepted: unknown[] = []
  const receiver = new HTTPReceiver({ signingSecret, endpoints: '/', logLevel: LogLevel.ERROR })
  const app = new App({
    receiver,
    logLevel: LogLevel.ERROR,
    authorize: async () => ({ botToken: 'xoxb-unused', botId: 'B1', botUserId: 'U1' }),
  })
  app.event('app_mention', async ({ event }) => {
    accepted.push(event)
  })
  return { url: await listen(receiver.requestListener.bind(receiver)), accepted }
}

/** A server that answers 400 where the library throws. */
async function judge(
  verify: (body: string, headers: NodeJS.Dict<string | string[]>) => unknown,
): Promise<VendorReceiver> {
  const accepted: unknown[] = []
  const url = await listen(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
    try {
      accepted.push(verify(Buffer.concat(chunks).toString('utf8'), request.headers))
      response.writeHead(200).end()
    } catch (error) {
      response.writeHead(400).end(String(error))
    }
  })
  return { url, accepted }
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  onTestFinished(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}
