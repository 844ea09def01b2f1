import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { post, postMany } from '../support/post.ts'
import { startTestServer, useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('a bin is renamed where its settings are, and every page that shows it follows', async () => {
  const server = await startTestServer({ maxRequestsPerBin: 4 })
  const bin = await server.mint()
  await postMany(bin.captureUrl, 4, { concurrency: 1 })
  const { page, row, complaints } = await browser.open(
    linkTo(server, bin, '/2?q=method:post'),
    wide,
  )
  await row('/n/2').waitFor()
  const other = await page.context().newPage()
  await other.goto(linkTo(server, bin))
  await other.getByRole('option').first().waitFor()

  await page.keyboard.press(',')
  await page.getByText('Full: 4 of 4').waitFor()
  await page.getByLabel('Name').fill('Orders')
  await page.keyboard.press('Enter')
  await page.getByText('✓ Saved').waitFor()
  await page.getByLabel('Name').fill('Not this')
  await page.keyboard.press('Escape')

  await other.getByTitle(/^Bin Orders/).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/b/${bin.id}/settings`)
  await expect.poll(() => page.getByLabel('Name').inputValue()).toBe('Orders')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await row('/n/2').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/b/${bin.id}/2`)
  await page.goBack()
  await page.getByRole('heading', { name: 'Settings of Orders' }).waitFor()
  expect(complaints).toEqual([])
})

test('a name that cannot be saved says so at the field and is kept there', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin, '/settings'), wide)
  await page.getByLabel('Name').fill('Later')
  await server.close()

  await page.keyboard.press('Enter')

  await page.getByText(/Not saved\. The Hooklens server cannot be reached/).waitFor()
  expect(await page.getByLabel('Name').inputValue()).toBe('Later')
})

test('[A1] the view key opens settings in which nothing of the bin can be changed', async () => {
  const bin = await server.mint()
  const link = `${server.url}/b/${bin.id}/settings#key=${bin.viewKey}`
  const { page } = await browser.open(link, narrow)

  await page.getByText(/You opened this bin with its view key/).waitFor()

  await page.getByLabel('Name').and(page.locator('[readonly]')).waitFor()
  expect(await page.getByRole('button', { name: /Delete/ }).count()).toBe(0)
  expect(await page.getByRole('button', { name: 'Copy the owner link' }).count()).toBe(0)
  await page.getByRole('button', { name: 'Copy the read-only link' }).click()
  await expect.poll(() => copied(page)).toBe(`${server.url}/b/${bin.id}#key=${bin.viewKey}`)
})

test('a bin deleted elsewhere while its settings are open says so', async () => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin, '/settings'), narrow)
  await page.getByText('Live', { exact: true }).waitFor()

  await server.api(bin.ownerKey).api.bins[':bin'].$delete({ param: { bin: bin.id } })

  await page.getByRole('heading', { name: 'This bin was deleted' }).waitFor()
})

test('requests that a filter takes are told of on the desktop; a click on the notification opens one', async () => {
  const bin = await server.mint({ name: 'Orders' })
  const { page, complaints } = await browser.open(server.url, wide)
  await page.addInitScript(recordNotifications)
  await page.goto(linkTo(server, bin, '/settings'))

  await page.getByRole('switch', { name: /On the desktop/ }).click()
  await page.getByLabel('Only notify of').fill('path:/orders AND (')
  await page.getByText('Until it is right, every request counts.').waitFor()
  expect(await findBarriers(page, '.settings')).toEqual([])
  await page.getByLabel('Only notify of').fill('body.total:>5')
  await page.getByText('Until it is right').waitFor({ state: 'detached' })
  await page.getByRole('switch', { name: /Also while I am looking/ }).click()
  await post(`${bin.captureUrl}/cheap`, '{"total":2}')
  await post(`${bin.captureUrl}/dear`, '{"total":9}')

  await expect.poll(() => notified(page)).toEqual(['POST /dear · Orders'])
  await page.evaluate(() => Reflect.get(window, 'clickNotification')())
  await page.getByRole('tab', { name: /^Body/ }).waitFor()
  expect(new URL(page.url()).pathname).toBe(`/b/${bin.id}/2`)
  expect(complaints).toEqual([])
})

/** Stands in for the desktop, which a browser without a screen does not have. */
function recordNotifications(): void {
  const shown: { title: string; onclick?: () => void }[] = []
  class Recorded {
    static permission = 'default'
    static requestPermission() {
      Recorded.permission = 'granted'
      return Promise.resolve('granted')
    }
    title: string
    onclick?: () => void
    constructor(title: string) {
      this.title = title
      shown.push(this)
    }
    close() {}
  }
  Object.assign(window, {
    Notification: Recorded,
    shownNotifications: () => shown.map(({ title }) => title),
    clickNotification: () => shown.at(-1)?.onclick?.(),
  })
}

function notified(page: Page): Promise<readonly string[]> {
  return page.evaluate(() => Reflect.get(window, 'shownNotifications')())
}
