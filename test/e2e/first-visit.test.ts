import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { linkTo, narrow, storageOf, useBrowser, wide } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test.each([
  ['wide', wide],
  ['narrow', narrow],
])('[L1] a first visit mints a bin, and the first webhook opens by itself (%s)', async (_size, size) => {
  const { page, panel, complaints } = await browser.open(server.url, size)

  await page.getByText('Waiting for the first request').waitFor()
  const captureUrl = await page.locator('.big-url code').innerText()
  await post(`${captureUrl}/orders?from=test`, '{"id":9007199254740993,"price":12.50,"price":13}')

  await panel.getByText('9007199254740993').waitFor()
  expect(captureUrl).toMatch(new RegExp(`^${server.url}/in/[0-9a-z]{16}$`))
  await panel.getByText('12.50').waitFor()
  await panel.getByText('13', { exact: true }).waitFor()
  await page.getByRole('heading', { name: 'POST /orders?from=test' }).waitFor()
  expect(complaints).toEqual([])
})

test('a second visit opens the same bin', async () => {
  const { page } = await browser.open(server.url)
  await page.getByText('Waiting for the first request').waitFor()
  const first = page.url()

  await page.goto(server.url)
  await page.getByText('Waiting for the first request').waitFor()

  await expect.poll(() => page.url()).toBe(first)
})

test.each([
  ['a button of the bar', wide],
  ['the menu of the bin', narrow],
])('[R1] what senders are answered is changed through %s', async (_way, size) => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin), size)

  if (size === narrow) await page.getByTitle(/: switch or manage$/).click()
  await page.getByRole('button', { name: /^Responses/ }).click()

  await page.getByRole('button', { name: 'Add a rule' }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/b/${bin.id}/rules`)
})

test('the ready-made commands and the copy button hold the real capture URL', async () => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin))

  await page.getByRole('button', { name: 'Copy the capture URL' }).last().click()

  await expect.poll(() => copied(page)).toBe(bin.captureUrl)
  await expect.poll(() => page.locator('.commands pre').innerText()).toContain(bin.captureUrl)
})

test('[P2] a sample sent from the page arrives signed, with a secret that the settings show and remove', async () => {
  const bin = await server.mint()
  const { page, row, panel, complaints } = await browser.open(linkTo(server, bin))

  await page.getByRole('button', { name: 'GitHub push' }).click()

  await row('push').waitFor()
  await page.getByRole('heading', { name: 'push' }).waitFor()
  await page.getByRole('button', { name: 'Signature: valid' }).click()
  await panel.getByText('The signature is right.').waitFor()
  const body = '{"zen":"Design for failure."}'
  const digest = createHmac('sha256', 'real').update(body).digest('hex')
  const headers = { 'X-GitHub-Event': 'ping', 'X-Hub-Signature-256': `sha256=${digest}` }
  await fetch(bin.captureUrl, { method: 'POST', headers, body })
  await row('ping').click()
  await panel.getByText('not with the secret made for samples').waitFor()
  await panel.getByLabel('Secret', { exact: true }).fill('real')
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Signature: valid' }).waitFor()
  await row('push').filter({ hasText: 'valid' }).waitFor()
  await panel.getByLabel('Secret', { exact: true }).waitFor({ state: 'detached' })
  await page.keyboard.press(',')
  await page.getByRole('button', { name: /^GitHub .*2 secrets/ }).click()
  const held = page.getByRole('list', { name: 'Secrets of GitHub' })
  await held.getByRole('button', { name: 'More for Sample, made here' }).click()
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await held.getByText('Sample, made here').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test.each([
  ['Stripe invoice.paid', 'invoice.paid'],
  ['Slack app_mention', 'app_mention'],
  ['Shopify orders/create', 'orders/create'],
  ['Standard Webhooks', 'user.created'],
])('[P2] the sample %s is valid as well', async (label, event) => {
  const bin = await server.mint()
  const { page, row } = await browser.open(linkTo(server, bin))

  await page.getByRole('button', { name: label }).click()

  await row(event).filter({ hasText: 'valid' }).waitFor()
})

test("[A1] a key in a link moves to the browser's storage and out of the address bar", async () => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin))

  await page.getByText('Waiting for the first request').waitFor()

  await expect.poll(() => page.url()).toBe(`${server.url}/b/${bin.id}`)
  await expect.poll(() => storageOf(page)).toContain(bin.ownerKey)
  await page.reload()
  await page.getByText('Waiting for the first request').waitFor()
})

test('[A1] the view key shows everything and offers nothing that changes it', async () => {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/seen`, '{"a":1}')

  const { page, row, panel } = await browser.open(
    linkTo(server, { id: bin.id, ownerKey: bin.viewKey }),
  )
  await row('/seen').click()

  await panel.getByText('"a"').waitFor()
  expect(await page.getByRole('button', { name: 'Replay' }).count()).toBe(0)
})

test.each([
  ['a wrong key', (id: string) => `/b/${id}#key=hlo_${'x'.repeat(43)}`, /key/i],
  ['an unknown bin', () => `/b/nobody-minted-this#key=hlo_${'x'.repeat(43)}`, /no such bin/i],
  ['a bin without its key', (id: string) => `/b/${id}`, /key/i],
  ['an unknown address', () => '/b/x/y/z', /nothing|not/i],
])('%s is explained', async (_what, path, words) => {
  const bin = await server.mint()

  const { page } = await browser.open(server.url + path(bin.id))

  await page.getByRole('heading').first().waitFor()
  await expect.poll(() => page.locator('body').innerText()).toMatch(words)
})
