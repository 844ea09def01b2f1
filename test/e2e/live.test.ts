import { expect, test } from 'vitest'
import { linkTo, useBrowser, viewOf } from '../support/inspector.ts'
import { post, postMany } from '../support/post.ts'
import { startTestServer, useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test("[L1] two tabs show the same requests and each other's changes", async () => {
  const bin = await server.mint()
  const first = await browser.open(linkTo(server, bin))
  await first.page.getByText('Waiting for the first request').waitFor()
  const secondPage = await first.page.context().newPage()
  await secondPage.goto(linkTo(server, bin))
  const second = viewOf(secondPage, [])
  await secondPage.getByText('Waiting for the first request').waitFor()

  await post(`${bin.captureUrl}/both`, '{}')
  await first.row('/both').waitFor()
  await second.row('/both').waitFor()
  await first.page.keyboard.press('p')

  await second.row('pinned').waitFor()
})

test('[L4] [L1] the page survives a restart of the server and misses nothing', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  await post(`${bin.captureUrl}/before`, '{}')
  const { page, row, rows } = await browser.open(linkTo(server, bin))
  const live = page.getByText('Live', { exact: true })
  const retry = page.getByRole('button', { name: 'Retry now' })
  await row('/before').waitFor()
  await live.waitFor()

  await server.close()
  await page.getByText(/Reconnecting|Offline/).waitFor()
  const again = await startTestServer({ db: server.config.db, port: server.port })
  await postMany(`${again.url}/in/${bin.id}`, 20)
  await live.or(retry).waitFor()
  // It may be gone by now: the page tries again by itself.
  await retry.evaluateAll((buttons) => {
    for (const button of buttons as HTMLElement[]) button.click()
  })

  await live.waitFor()
  await expect.poll(() => rows.count()).toBe(21)
})

test('[C6] requests that a full bin drops leave the list', async () => {
  const server = await startTestServer({ maxRequestsPerBin: 5 })
  const bin = await server.mint()
  const { row, rows } = await browser.open(linkTo(server, bin))

  await postMany(bin.captureUrl, 9, { concurrency: 1 })
  await row('/n/9').waitFor()

  await expect.poll(() => rows.count()).toBe(5)
  expect(await row('/n/4').count()).toBe(0)
})

test('a bin deleted elsewhere says so', async () => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin))
  await page.getByText('Waiting for the first request').waitFor()

  await server.api(bin.ownerKey).api.bins[':bin'].$delete({ param: { bin: bin.id } })

  await page
    .getByText(/was deleted/)
    .first()
    .waitFor()
})
