import { expect, onTestFinished, test } from 'vitest'
import { vendors } from '../delivery/vendors.ts'
import { startListening, userEnv } from '../support/listen.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

test('[D1] [D8] what a relay delivers is taken by the libraries of its senders', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const others = await startReceiver()
  const apps = await Promise.all(
    vendors.map(async (vendor) => ({ ...vendor, app: await vendor.start(vendor.secret) })),
  )
  const maps = apps.flatMap(({ provider, app }) => ['--map', `provider:${provider}=${app.url}`])
  const env = { ...userEnv(await temporaryFolder()), HOOKLENS_KEY: bin.ownerKey }
  const listening = startListening(
    [others.url, '--server', server.url, '--bin', bin.id, ...maps],
    env,
  )
  onTestFinished(() => void listening.command.process.kill('SIGKILL'))
  await listening.ready()

  for (const { body, headersAt, secret } of apps) {
    const text = JSON.stringify(body)
    const headers = {
      'Content-Type': 'application/json',
      ...(await headersAt(text, secret, new Date())),
    }
    await fetch(bin.captureUrl, { method: 'POST', headers, body: text })
  }
  await listening.delivered(apps.length)

  expect(apps.map(({ provider, app }) => [provider, app.accepted.length])).toEqual(
    vendors.map(({ provider }) => [provider, 1]),
  )
  expect(others.received).toEqual([])
})
