import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { startReceiver } from '../support/receiver.ts'
import { connectRelay } from '../support/relay.ts'
import { startTestServer, useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[D4] [D5] a relay comes into sight as it connects, replays go through it, and are signed anew with a secret put in here', async () => {
  // Others can reach it, and so it may not send to its own machine.
  const server = await startTestServer({ host: '0.0.0.0' })
  const bin = await server.mint()
  await fetch(`${bin.captureUrl}/stripe`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Stripe-Signature': 't=1,v1=00' },
    body: '{"id":"evt_1","object":"event","type":"invoice.paid"}',
  })
  const { page, tab, panel } = await browser.open(linkTo(server, bin, '/1?replay'), wide)
  const drawer = page.getByRole('complementary')
  const command = `npx hooklens listen http://localhost:3000 --bin ${bin.id} --server ${server.url}`

  await drawer.getByRole('textbox', { name: 'Target' }).fill('http://169.254.169.254/hook')
  await drawer.getByText('Hooklens never connects there').waitFor()
  await drawer.getByRole('textbox', { name: 'Target' }).fill('http://localhost:3000/hook')
  await drawer.getByText('is a loopback address').waitFor()
  await drawer.getByRole('button', { name: 'Copy the command', exact: true }).click()
  await expect.poll(() => copied(page)).toBe(command)
  await drawer.getByRole('button', { name: 'Copy the command with the owner key' }).click()
  await expect.poll(() => copied(page)).toBe(`HOOKLENS_KEY=${bin.ownerKey} ${command}`)
  expect(await findBarriers(page, '.drawer')).toEqual([])

  await drawer.getByRole('button', { name: 'Add the secret' }).click()
  await page.getByLabel('Signing secret', { exact: true }).fill('sk_test_wrong')
  await page.keyboard.press('Enter')
  await page.getByText('This is an API key of Stripe').waitFor()
  await page.getByLabel('Signing secret', { exact: true }).fill(' whsec_right')
  await page.getByLabel('Name (optional)').fill('test')
  expect(await findBarriers(page, '.settings')).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByText('test, set just now').waitFor()
  expect(await page.content()).not.toContain('whsec_right')
  await page.getByRole('switch', { name: /Pass answers through/ }).click()
  await page.getByLabel('Wait for it, in seconds').fill('2.5')
  await page.keyboard.press('Enter')
  await expect.poll(passThrough).toEqual({ timeoutMs: 2_500 })

  const relay = connectRelay(server, bin, {
    targets: ['http://localhost:3000'],
    start: 'now',
    work: (job) => job.answer({ status: 202 }, Buffer.from('through')),
  })
  await page.getByRole('list', { name: 'Connected relays' }).getByText(':3000').waitFor()
  await page.keyboard.press('Escape')
  await page.setViewportSize(narrow)
  await page.getByRole('button', { name: 'Relay → localhost:3000' }).click()
  await page.getByRole('list', { name: 'Connected relays' }).waitFor()
  await page.keyboard.press('Escape')
  await page.setViewportSize(wide)
  await drawer.getByRole('textbox', { name: 'Target' }).fill('3000/hook')
  await drawer.getByRole('group', { name: 'By' }).waitFor()
  await drawer.getByText(/own library refuses/).waitFor()
  await drawer.getByRole('switch', { name: /Sign anew/ }).click()
  await drawer.getByRole('button', { name: 'Send' }).click()
  await drawer.getByText('202').first().waitFor()
  await drawer.getByText('Via relay').waitFor()
  await drawer.getByText('Signed anew').waitFor()

  const { delivery } = await relay.job(0)
  const [, signature] = delivery.request.headers.find(([name]) => name === 'Stripe-Signature') ?? []
  expect(signature).toMatch(/^t=1\d{9},v1=[0-9a-f]{64}$/)
  await tab('Deliveries').click()
  await panel.getByText('signed anew').first().waitFor()

  expect((await fetch(`${bin.captureUrl}/late`, { method: 'POST' })).status).toBe(202)
  await page.getByRole('option', { name: /late/ }).click()
  await tab('Response').click()
  await panel.getByText('by the relay').waitFor()
  relay.cut()
  await page.getByRole('button', { name: 'Connect a relay' }).waitFor()

  async function passThrough() {
    const routes = server.api(bin.ownerKey).api.bins[':bin']
    const answer = await routes.rules.$get({ param: { bin: bin.id } })
    return answer.status === 200 ? (await answer.json()).passThrough : undefined
  }
})

test('[D6] a request is sent several times from the drawer, and the outcomes are laid side by side', async () => {
  const receiver = await startReceiver()
  const bin = await server.mint()
  await fetch(bin.captureUrl, { method: 'POST', body: 'once more' })
  const { page, complaints } = await browser.open(linkTo(server, bin, '/1?replay'), narrow)
  const drawer = page.getByRole('complementary')

  await drawer.getByRole('textbox', { name: 'Target' }).fill(receiver.url)
  await drawer.getByRole('button', { name: /^Repeat/ }).click()
  await drawer.getByLabel('Times').fill('3')
  await drawer.getByRole('button', { name: 'Send 3 times' }).click()

  await page.getByRole('dialog').waitFor()
  await expect.poll(() => receiver.received.length).toBe(3)
  expect(complaints).toEqual([])
})

test('[A1] the view key shows the relay settings, changes nothing, and sees no secrets', async () => {
  const bin = await server.mint()
  connectRelay(server, bin)
  const link = `${server.url}/b/${bin.id}/settings#key=${bin.viewKey}`
  const { page, complaints } = await browser.open(link, wide)

  await page.getByRole('list', { name: 'Connected relays' }).waitFor()
  await page.getByText('Only the owner key can see which secrets there are.').waitFor()

  await page.getByRole('switch', { name: /Pass answers/, disabled: true }).waitFor()
  expect(await page.getByText('npx hooklens listen').count()).toBe(0)
  expect(complaints).toEqual([])
})
