import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Locator } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { post } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

/** A handler that takes order 2 only once. */
async function startHandler(): Promise<{ url: string; received: readonly string[] }> {
  const received: string[] = []
  const handler = createServer(({ url = '' }, response) => {
    response.writeHead(url.endsWith('/2') && received.includes(url) ? 409 : 200).end('{}')
    received.push(url)
  })
  await new Promise<void>((resolve) => handler.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    handler.closeAllConnections()
    handler.close()
  })
  const { port } = handler.address() as AddressInfo // A TCP server that listens has one.
  return { url: `http://localhost:${port}/app`, received }
}

async function fill(dialog: Locator, fields: Readonly<Record<string, string>>) {
  for (const [label, value] of Object.entries(fields)) await dialog.getByLabel(label).fill(value)
  await dialog.getByRole('button', { name: 'Replay', exact: true }).click()
}

test('[D6] a replay of chosen requests goes on without the page, and is cancelled from it', async () => {
  const bin = await server.mint()
  const handler = await startHandler()
  for (const n of [1, 2, 3]) await post(`${bin.captureUrl}/n/${n}`, '{}')
  const { page, row } = await browser.open(linkTo(server, bin))
  await row('/n/3').waitFor()
  await page.locator('#request-list').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByRole('button', { name: 'Replay the selected requests' }).click()
  const form = page.getByRole('dialog', { name: 'Replay 3 requests' })

  await fill(form, { Target: 'http://169.254.169.254/' })
  await form.getByRole('alert').getByText('never connects there').waitFor()
  expect(await findBarriers(page, 'dialog')).toEqual([])
  await fill(form, { Target: handler.url, 'Delay, ms': '600000' })
  const run = page.getByRole('dialog', { name: `Replay to ${handler.url}` })
  await run.getByText('1 of 3').waitFor()
  await run.getByRole('button', { name: 'Close' }).last().click()
  await page.reload()
  await page.getByRole('button', { name: 'Replay under way, 1 of 3' }).click()
  expect(await findBarriers(page, 'dialog')).toEqual([])
  await run.getByRole('button', { name: 'Cancel the replay' }).click()

  await run.getByText('Cancelled after 1 of 3').waitFor()
  expect(handler.received).toEqual(['/app/n/1'])
  await run.getByRole('link', { name: '#1' }).click()
  await page.getByRole('article', { name: 'Request 1' }).waitFor()
  await page.getByRole('button', { name: /Replay under way/ }).waitFor({ state: 'detached' })
})

test('[D6] what matches is replayed twice, and the repeats that went otherwise are compared', async () => {
  const bin = await server.mint()
  const handler = await startHandler()
  for (const n of [1, 2, 3, 40]) await post(`${bin.captureUrl}/n/${n}`, '{}')
  const { page, row } = await browser.open(linkTo(server, bin, '?q=-path:/n/40'), narrow)
  await row('/n/3').waitFor()
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByRole('button', { name: 'Replay all that match…' }).click()

  const form = page.getByRole('dialog', { name: 'Replay 3 requests' })
  await fill(form, { Target: handler.url, 'Times each': '2' })

  const run = page.getByRole('dialog', { name: `Replay to ${handler.url}` })
  await run.getByText('1 of 3 requests was answered differently on a repeat.').waitFor()
  await run.getByRole('heading', { name: '1 differs: 200, 409' }).waitFor()
  await run.getByRole('heading', { name: '2 the same: 200, 200' }).waitFor()
  expect(handler.received.toSorted()).toEqual([1, 1, 2, 2, 3, 3].map((n) => `/app/n/${n}`))
  expect(await findBarriers(page, 'dialog')).toEqual([])
  await run.getByRole('button', { name: 'All replays' }).click()
  await page
    .getByRole('dialog', { name: 'Replays of many requests' })
    .getByText(handler.url)
    .click()
  await run.getByRole('link', { name: '#2: Compare' }).click()
  await expect.poll(() => page.url()).toMatch(/\/2\?.*compare=dlv_[\w-]+\.\.dlv_/)
  await page.getByText('409').first().waitFor()
})
