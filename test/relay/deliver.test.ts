import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { createDeliverer } from '../../server/relay/client/deliver.ts'
import { routeTo } from '../../server/relay/client/routes.ts'
import type { RelayDeliver } from '../../server/wire/relay.ts'
import { cert, key } from '../delivery/self-signed.ts'
import { startReceiver } from '../support/receiver.ts'
import { capturedRequest } from './captured-request.ts'

const never = new AbortController().signal
const once = { isRepeat: false, signal: never }

function relayTo(target: string, options: { insecure?: boolean; path?: string } = {}) {
  const read = routeTo(target, options.path)
  if (read.type === 'bad') throw new Error(read.message)
  return createDeliverer({
    routes: [read.route],
    insecure: options.insecure ?? false,
    now: () => 1_000,
  })
}

function newDelivery(parts: Partial<RelayDeliver> = {}): RelayDeliver {
  const request = capturedRequest({ seq: 7, path: '/orders//5', query: 'a=1&a=%zz' })
  return { type: 'deliver', id: 'd1', kind: 'new', request, bodySize: 0, ...parts }
}

async function startSecureReceiver() {
  const server = createServer({ key, cert }, (_request, response) => response.end('safe'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return (server.address() as AddressInfo).port // A TCP server that listens has one.
}

test('[D2] a request goes to the target with its sub-path and query behind the path given', async () => {
  const receiver = await startReceiver(201, 'made')

  const { report, body } = await relayTo(`${receiver.port}`, { path: '/hooks' }).deliver(
    newDelivery(),
    Buffer.from('hello'),
    once,
  )

  expect(receiver.received).toMatchObject([
    { method: 'POST', url: '/hooks/orders//5?a=1&a=%zz', body: 'hello' },
  ])
  expect(String(body)).toBe('made')
  expect(report).toMatchObject({
    id: 'd1',
    seq: 7,
    createdAt: 1_000,
    target: `http://localhost:${receiver.port}/hooks`,
    request: {
      url: `http://localhost:${receiver.port}/hooks/orders//5?a=1&a=%zz`,
      headers: [
        ['Host', `localhost:${receiver.port}`],
        ['Content-Length', '5'],
        ['Hooklens-Delivery', 'd1'],
        ['Connection', 'close'],
      ],
      bodySize: 5,
    },
    outcome: { type: 'response', status: 201 },
  })
  expect(report).not.toHaveProperty('repeat')
})

test('[D8] a repeat is marked as one, to the local server and in the report', async () => {
  const receiver = await startReceiver()

  const { report } = await relayTo(receiver.url).deliver(newDelivery(), Buffer.from(''), {
    ...once,
    isRepeat: true,
  })

  expect(report.repeat).toBe(true)
  expect(report.request.headers).toContainEqual(['Hooklens-Delivery', 'd1; repeat'])
})

test('a replay goes where it says, exactly if it says so, within the origins of the relay', async () => {
  const [receiver, other] = [await startReceiver(), await startReceiver()]
  const replay = (target: string) =>
    newDelivery({ kind: 'replay', replay: { target, exact: true, unmarked: true } })
  const relay = relayTo(receiver.url)

  const allowed = await relay.deliver(replay(`${receiver.url}/exact`), Buffer.from(''), once)
  const denied = await relay.deliver(replay(`${other.url}/exact`), Buffer.from(''), once)

  expect(receiver.received).toMatchObject([{ url: '/exact' }])
  expect(allowed.report.request.headers.map(([name]) => name)).not.toContain('Hooklens-Delivery')
  expect(other.received).toEqual([])
  expect(denied.report.outcome).toMatchObject({
    type: 'error',
    code: 'denied',
    message: expect.stringContaining(`was started for ${receiver.url}/`),
  })
})

test('a local server that signed its own certificate is taken only with --insecure', async () => {
  const target = `https://localhost:${await startSecureReceiver()}`

  const wary = await relayTo(target).deliver(newDelivery(), Buffer.from(''), once)
  const trusting = await relayTo(target, { insecure: true }).deliver(
    newDelivery(),
    Buffer.from(''),
    once,
  )

  expect(wary.report.outcome).toMatchObject({ type: 'error', code: 'tls' })
  expect(trusting.report.outcome).toMatchObject({ type: 'response', status: 200 })
})

test('a name that leads nowhere is an outcome in words', async () => {
  const read = routeTo('http://nowhere.test')
  if (read.type === 'bad') throw new Error(read.message)
  const relay = createDeliverer({
    routes: [read.route],
    insecure: false,
    now: () => 1,
    lookup: () => Promise.reject(Object.assign(new Error('none'), { code: 'ENOTFOUND' })),
  })

  const { report } = await relay.deliver(newDelivery(), Buffer.from(''), once)

  expect(report.outcome).toMatchObject({ type: 'error', code: 'not-found' })
})
