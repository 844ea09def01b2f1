import { once } from 'node:events'
import { writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { WebSocketServer } from 'ws'
import { cert } from '../delivery/self-signed.ts'
import { runHooklens } from '../support/child.ts'
import { startConnectProxy } from '../support/connect-proxy.ts'
import { startListening, userEnv } from '../support/listen.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'
import { startTlsFront } from '../support/tls-front.ts'

test('the server is reached through the proxy, by TLS that its own authority vouches for; the target is not', async () => {
  const server = await startTestServer()
  const port = await startTlsFront(server.port)
  const proxy = await startConnectProxy('me:secret')
  const receiver = await startReceiver()
  const folder = await temporaryFolder()
  const ca = join(folder, 'ca.pem')
  await writeFile(ca, cert)

  const relay = startListening(
    [`${receiver.port}`, '--server', `https://localhost:${port}`, '--ca', ca],
    { ...userEnv(folder), HTTPS_PROXY: proxy.url, HTTP_PROXY: proxy.url },
  )
  const { bin } = await relay.ready()
  await fetch(`${server.url}/in/${bin}`, { method: 'POST', body: 'x' })

  expect(await relay.delivered(1)).toEqual([1])
  expect(receiver.received).toHaveLength(1)
  // Minting, and the live socket.
  expect(proxy.asked).toEqual([`localhost:${port}`, `localhost:${port}`])
})

test('NODE_EXTRA_CA_CERTS and NO_PROXY hold as well', async () => {
  const server = await startTestServer()
  const port = await startTlsFront(server.port)
  const proxy = await startConnectProxy()
  const folder = await temporaryFolder()
  const ca = join(folder, 'ca.pem')
  await writeFile(ca, cert)

  const relay = startListening(['1', '--server', `https://localhost:${port}`], {
    ...userEnv(folder),
    NODE_EXTRA_CA_CERTS: ca,
    HTTPS_PROXY: proxy.url,
    NO_PROXY: 'localhost',
  })
  await relay.ready()

  expect(proxy.asked).toEqual([])
})

test('what is wrong on the way is said, without the password', async () => {
  const server = await startTestServer()
  const port = await startTlsFront(server.port)
  const proxy = await startConnectProxy('me:secret')
  const folder = await temporaryFolder()
  const env = userEnv(folder)
  const noFile = join(folder, 'none.pem')
  const to = (url: string, ...more: readonly string[]) => ['listen', '1', '--server', url, ...more]

  const [untrusted, noAuthority, noPassword, noProxy] = await Promise.all([
    runHooklens(to(`https://localhost:${port}`), { env }),
    runHooklens(to(`https://localhost:${port}`, '--ca', noFile), { env }),
    runHooklens(to(server.url), { env: { ...env, HTTP_PROXY: proxy.url.replace('secret', 'x') } }),
    runHooklens(to(server.url), { env: { ...env, HTTP_PROXY: 'http://me:secret@localhost:1' } }),
  ])

  expect([untrusted, noAuthority, noPassword, noProxy].map(({ code }) => code)).toEqual([
    1, 1, 1, 1,
  ])
  expect(untrusted.stderr).toMatch(/not signed by an authority .* --ca/)
  expect(noAuthority.stderr).toMatch(/--ca: .*none\.pem cannot be used/)
  expect(noPassword.stderr).toMatch(/407/)
  expect(noProxy.stderr).toMatch(/through the proxy localhost:1\. Check HTTPS_PROXY/)
  expect(noPassword.stderr + noProxy.stderr).not.toContain('secret')
})

test('a server of another version turns the relay away with its words', async () => {
  const sockets = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/api/live' })
  onTestFinished(() => sockets.close())
  await once(sockets, 'listening')
  sockets.on('connection', (socket) => {
    const message = 'The relay speaks version 1 of the protocol, the server version 9. Update both.'
    socket.send(JSON.stringify({ type: 'refused', reason: 'version', message }))
  })
  const { port } = sockets.address() as AddressInfo // A TCP server that listens has one.

  const ended = await runHooklens(
    ['listen', '1', '--bin', 'my-shop', '--server', `http://127.0.0.1:${port}`],
    { env: { ...userEnv(await temporaryFolder()), HOOKLENS_KEY: 'hlo_x' } },
  )

  expect(ended).toMatchObject({ code: 1, stderr: expect.stringMatching(/version 9\. Update both/) })
})

test('a server that is not there yet is waited for', async () => {
  const db = join(await temporaryFolder(), 'later.db')
  const first = await startTestServer({ db })
  const bin = await first.mint()
  await first.close()
  const relay = startListening(['1', '--bin', bin.id, '--server', first.url], {
    ...userEnv(await temporaryFolder()),
    HOOKLENS_KEY: bin.ownerKey,
  })
  await new Promise((resolve) => relay.command.process.stderr?.once('data', resolve))

  await startTestServer({ db, port: first.port })

  expect(await relay.ready()).toMatchObject({ bin: bin.id })
  expect(relay.lines()[0]?.type).toBe('ready')
})
