import { expect, test } from 'vitest'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { post } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test.each([
  ['wide', wide],
  ['narrow', narrow],
])('[D1] [D3] a request is replayed to a local server and its answer shown (%s)', async (_size, size) => {
  const receiver = await startReceiver(201)
  const bin = await server.mint()
  await post(`${bin.captureUrl}/orders?a=1&a=2`, '{"total":12.50}')
  const { page, panel } = await browser.open(linkTo(server, bin, '/1'), size)
  await panel.getByText('12.50').waitFor()

  await page.getByRole('button', { name: 'Replay' }).first().click()
  await page.getByRole('textbox', { name: 'Target' }).fill(`${receiver.url}/webhooks`)
  await page.getByText(`→ ${receiver.url}/webhooks/orders?a=1&a=2`).waitFor()
  await page.getByRole('button', { name: 'Send' }).click()

  await page.getByText('201 Created').waitFor()
  await page.getByText('"received"').waitFor()
  expect(receiver.received).toMatchObject([
    { method: 'POST', url: '/webhooks/orders?a=1&a=2', body: '{"total":12.50}' },
  ])
})

test('[D4] r replays to the remembered target at once, also after a reload', async () => {
  const receiver = await startReceiver()
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page } = await browser.open(linkTo(server, bin, '/1?replay'))
  await page.getByRole('textbox', { name: 'Target' }).fill(receiver.url)
  await page.keyboard.press('Enter')
  await page.getByText('200 OK').waitFor()

  await page.goto(linkTo(server, bin, '/1'))
  await page.getByRole('heading', { name: 'POST /' }).waitFor()
  await page.keyboard.press('r')

  await expect.poll(() => receiver.received.length).toBe(2)
})

test('[D3] a server that is not there is told in plain words, and kept as a delivery', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page, tab, panel } = await browser.open(linkTo(server, bin, '/1?replay'))

  await page.getByRole('textbox', { name: 'Target' }).fill('http://localhost:1/hook')
  await page.getByRole('button', { name: 'Send' }).click()

  await page.getByText('Nothing is listening on localhost:1').first().waitFor()
  await page.keyboard.press('Escape')
  await tab('Deliveries').click()
  await panel.getByText('Nothing is listening on localhost:1').first().waitFor()
})

test('[D7] a replay that waits for a breakpoint can be cancelled', async () => {
  const { createServer } = await import('node:http')
  const silent = createServer(() => {})
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  const { port } = silent.address() as { port: number } // A TCP server that listens has one.
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page } = await browser.open(linkTo(server, bin, '/1?replay'))

  await page.getByRole('textbox', { name: 'Target' }).fill(String(port))
  await page.getByRole('button', { name: 'Send' }).click()
  await page.getByRole('button', { name: /^Cancel/ }).click()

  await page.getByRole('button', { name: 'Send' }).waitFor()
  silent.closeAllConnections()
  silent.close()
})

test('[A5] a target the server may not reach is refused with the way out', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page } = await browser.open(linkTo(server, bin, '/1?replay'))

  await page
    .getByRole('textbox', { name: 'Target' })
    .fill('http://169.254.169.254/latest/meta-data')
  await page.getByRole('button', { name: 'Send' }).click()

  await page
    .getByText(/169\.254\.169\.254/)
    .last()
    .waitFor()
  await expect.poll(() => page.locator('.drawer-result').innerText()).toContain('where clouds keep')
})
