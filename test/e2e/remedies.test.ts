import { createHmac, generateKeyPairSync, sign } from 'node:crypto'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { call } from '../support/call.ts'
import { fakeNetwork } from '../support/fake-network.ts'
import { createHeldTurns } from '../support/held-turns.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { postMany } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer, useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[P3] a subscription of Amazon SNS: its key is fetched at a click, its URL at another', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const amazon = await startReceiver(
    200,
    publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  )
  const host = 'sns.eu-west-1.amazonaws.com'
  const server = await startTestServer({}, { network: fakeNetwork({ [host]: amazon.port }) })
  const bin = await server.mint()
  const message = {
    Message: 'You have chosen to subscribe.',
    MessageId: 'm-1',
    SubscribeURL: `https://${host}/?Action=ConfirmSubscription&Token=t`,
    Timestamp: '2026-01-01T00:00:00.000Z',
    Token: 't',
    TopicArn: 'arn:aws:sns:eu-west-1:1:orders',
    Type: 'SubscriptionConfirmation',
  }
  const signed = Object.entries(message).flat().join('\n')
  const Signature = sign('sha256', Buffer.from(`${signed}\n`), privateKey).toString('base64')
  const certificate = { SigningCertURL: `https://${host}/key.pem`, SignatureVersion: '2' }
  await fetch(bin.captureUrl, {
    method: 'POST',
    headers: { 'X-Amz-Sns-Message-Type': message.Type },
    body: JSON.stringify({ ...message, ...certificate, Signature }),
  })
  const link = linkTo(server, bin, '/1?tab=overview')
  const { page, panel, tab, complaints } = await browser.open(link, narrow)

  await panel.getByRole('button', { name: 'Confirm the subscription' }).waitFor()
  expect(await findBarriers(page, '.detail')).toEqual([])
  expect(amazon.received).toEqual([])
  await panel.getByRole('button', { name: 'Fetch the key' }).click()
  await page.getByRole('button', { name: 'Signature: valid' }).waitFor()
  await panel.getByRole('button', { name: 'Fetch the key' }).waitFor({ state: 'detached' })
  await panel.getByRole('button', { name: 'Confirm the subscription' }).click()
  await page.getByText(`${host}: 200`).waitFor()

  expect(amazon.received.map(({ url }) => url)).toEqual([
    '/key.pem',
    '/?Action=ConfirmSubscription&Token=t',
  ])
  await tab('Deliveries').click()
  await panel.getByText('key.pem').first().waitFor()
  expect(complaints).toEqual([])
})

test('[P2] a signature for another URL is valid once that is set where it is missed', async () => {
  const bin = await server.mint()
  const url = `https://hooks.example.com/in/${bin.id}/paid`
  const body = '{"type":"payment.updated","event_id":"e1"}'
  const key = bin.ownerKey
  await call(server, `PUT /bins/${bin.id}/secrets/square`, { key, json: { secret: 'sq' } })
  await fetch(`${bin.captureUrl}/paid`, {
    method: 'POST',
    headers: {
      'X-Forwarded-Host': 'hooks.example.com',
      'X-Square-HmacSha256-Signature': createHmac('sha256', 'sq')
        .update(url + body)
        .digest('base64'),
    },
    body,
  })
  const { page, complaints } = await browser.open(linkTo(server, bin, '/1?tab=overview'), wide)

  await page.getByRole('button', { name: 'Signature: mismatch' }).waitFor()
  await page.getByText(`It was signed for ${url}`).first().waitFor()
  await page.getByRole('button', { name: 'Set the public URL…' }).click()
  await page.getByLabel(/^Notification URL/).waitFor()
  expect(await findBarriers(page, '.detail')).toEqual([])
  await page.keyboard.type(url)
  await page.keyboard.press('Enter')

  await page.getByRole('button', { name: 'Signature: valid' }).waitFor()
  expect(complaints).toEqual([])
})

test('[P2] checking a bin anew is stopped at a click, and says how far it came', async () => {
  const turns = createHeldTurns()
  const server = await startTestServer({}, { takeTurn: turns.take })
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3)
  const { page, complaints } = await browser.open(linkTo(server, bin, '/settings'), wide)
  await page.getByRole('button', { name: 'A sender of your own' }).click()
  await page.getByLabel('Secret', { exact: true }).fill('in-house')
  await page.waitForLoadState('networkidle')

  // It begins in one turn, lists what to check in another, and would look at the first request in the next.
  turns.hold({ after: 2 })
  await page.keyboard.press('Enter')
  await page.getByText('Checking 0 of 3…').waitFor()
  await page.getByRole('progressbar', { name: 'Requests checked' }).waitFor()
  await page.getByRole('button', { name: 'Cancel', exact: true }).click()

  await page.getByText(/^Stopped after 0 of 3/).waitFor()
  const { json } = await call(server, `GET /bins/${bin.id}/rechecks`, { key: bin.ownerKey })
  expect(json.rechecks).toEqual([])
  expect(complaints).toEqual([])
})
