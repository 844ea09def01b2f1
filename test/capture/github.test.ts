import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhooks } from '@octokit/webhooks'
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' }
import { sign } from '@octokit/webhooks-methods'
import { expect, onTestFinished, test } from 'vitest'
import type { DeliveryWithBody } from '../../server/wire/deliveries.ts'
import { subscribeTo } from '../support/live.ts'
import { listAll, readBody, readRequest } from '../support/read.ts'
import { startTestServer } from '../support/server.ts'

const secret = "It's a secret to everybody"

interface Sample {
  readonly event: string
  readonly body: string
  readonly deliveryId: string
}

// Typed by what is used of it: the package's own type is larger than the compiler likes.
const definitions: readonly { name: string; examples: readonly unknown[] }[] = examples

const samples: readonly Sample[] = definitions
  .flatMap(({ name, examples: payloads }) => payloads.map((payload) => ({ event: name, payload })))
  .map(({ event, payload }, index) => ({
    event,
    // Most as GitHub sends them, some as a sender that indents: the bytes are what is signed.
    body: JSON.stringify(payload, null, index % 7 === 0 ? 2 : 0),
    deliveryId: `72d3162e-cc78-11e3-81ab-${String(index).padStart(12, '0')}`,
  }))

test(`[C2] [D1] [L1] every payload of GitHub's examples is kept, streamed and replayed so that its signature holds`, async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const live = subscribeTo(server, bin)
  const receiver = await startReceiver()

  for (const sample of samples) {
    const response = await fetch(`${bin.captureUrl}/github?source=app`, {
      method: 'POST',
      body: sample.body,
      headers: {
        'Content-Type': 'application/json',
        'User-Agent': 'GitHub-Hookshot/044aadd',
        'X-GitHub-Delivery': sample.deliveryId,
        'X-GitHub-Event': sample.event,
        'X-Hub-Signature-256': await sign(secret, sample.body),
      },
    })
    expect(response.status).toBe(200)
  }
  const streamed = await live.take(samples.length)
  const listed = await listAll(server, bin)

  expect(samples.length).toBeGreaterThan(300)
  expect(streamed).toEqual(listed)
  for (const [index, sample] of samples.entries()) {
    const seq = index + 1
    expect(streamed[index]).toMatchObject({
      seq,
      path: '/github',
      query: 'source=app',
      provider: { id: 'github', deliveryId: sample.deliveryId },
    })
    expect((await readBody(server, bin, seq)).toString()).toBe(sample.body)
    const delivery = await replay(server, bin, seq, receiver.url)
    expect(delivery.outcome).toMatchObject({ type: 'response', status: 200 })
  }
  expect(receiver.accepted).toEqual(samples.map(({ deliveryId }) => deliveryId))
  expect((await readRequest(server, bin, 1)).deliveries).toBe(1)
})

async function replay(
  server: Awaited<ReturnType<typeof startTestServer>>,
  bin: { id: string; ownerKey: string },
  seq: number,
  target: string,
): Promise<DeliveryWithBody> {
  const response = await server.api(bin.ownerKey).api.bins[':bin'].requests[':seq'].replay.$post({
    param: { bin: bin.id, seq: String(seq) },
    json: { target },
  })
  if (response.status !== 201) throw new Error(`Replaying #${seq} answered ${response.status}.`)
  return await response.json()
}

/** A developer's own server: GitHub's library verifies the signature and answers 200 only when it holds. */
async function startReceiver(): Promise<{ url: string; accepted: readonly string[] }> {
  const webhooks = new Webhooks({ secret })
  const accepted: string[] = []
  const server: Server = createServer(async (request, response) => {
    try {
      const header = (name: string) => String(request.headers[name])
      await webhooks.verifyAndReceive({
        id: header('x-github-delivery'),
        // The library checks the name at run time.
        name: header('x-github-event') as Parameters<typeof webhooks.verifyAndReceive>[0]['name'],
        payload: await readText(request),
        signature: header('x-hub-signature-256'),
      })
      accepted.push(header('x-github-delivery'))
      response.writeHead(200).end('ok')
    } catch (error) {
      response.writeHead(400).end(String(error))
    }
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return { url: `http://localhost:${port}/webhooks`, accepted }
}

async function readText(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer) // No encoding was set.
  return Buffer.concat(chunks).toString()
}
