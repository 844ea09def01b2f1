import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, storageOf, useBrowser, wide } from '../support/inspector.ts'
import { goWithin, widthOf } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { startTestServer, useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('no screen of a phone scrolls sideways', async () => {
  const empty = await server.mint()
  const bin = await server.mint({ name: `A name of ${'many '.repeat(30)}words` })
  const long = 'x'.repeat(300)
  await post(`${bin.captureUrl}/${long}?${long}=${long}`, `{"${long}":"${long}","a":[1,2]}`)
  const tabs = ['overview', 'body', 'headers', 'query', 'response', 'deliveries', 'notes']
  const rests = ['', '/settings', '/1?replay', ...tabs.map((tab) => `/1?tab=${tab}`)]
  const { page } = await browser.open(linkTo(server, empty), narrow)
  await page.getByText('Waiting for the first request').waitFor()

  const widths: Record<string, number> = { empty: await widthOf(page) }
  await page.goto(linkTo(server, bin))
  for (const rest of rests) {
    await goWithin(page, `/b/${bin.id}${rest}`)
    const shown =
      rest === '/settings' ? '#bin-name' : rest === '' ? '#request-list' : '#request-panel'
    await page.locator(shown).waitFor({ state: 'attached' })
    await page.locator('.skeleton').waitFor({ state: 'detached' })
    widths[rest] = await widthOf(page)
  }
  await goWithin(page, '/b/some-other-bin')
  await page.getByText(/needs a key/).waitFor()
  const barriers = await findBarriers(page)
  widths['wrong key'] = await widthOf(page)

  expect(Object.entries(widths).filter(([, px]) => px > narrow.width)).toEqual([])
  expect(barriers).toEqual([])
})

test('a bin that expires while it is open says so, and offers another', async () => {
  const bin = await server.mint()
  const { page } = await browser.open(server.url, wide)
  await page.routeWebSocket(/\/api\/live$/, (socket) => {
    const refused = { type: 'refused', bin: bin.id, reason: 'expired' }
    socket.onMessage(() => socket.send(JSON.stringify(refused)))
  })

  await page.goto(linkTo(server, bin))
  await page.getByRole('heading', { name: 'This bin has expired' }).waitFor()

  expect(await findBarriers(page)).toEqual([])
  await page.getByRole('button', { name: 'New bin…' }).click()
  await page.getByRole('dialog', { name: 'New bin' }).waitFor()
})

test('a bin that is gone is marked in the list of bins, and is not opened by itself again', async () => {
  const { page } = await browser.open(server.url, wide)
  await page.getByText('Waiting for the first request').waitFor()
  await expect.poll(() => page.title()).toMatch(/ · Hooklens$/)
  const first = await page.title()
  const gone = await server.mint({ id: 'soon-gone' })
  await page.goto(linkTo(server, gone))
  await page.getByText('Live', { exact: true }).waitFor()

  await server.api(gone.ownerKey).api.bins[':bin'].$delete({ param: { bin: gone.id } })
  await page.getByRole('heading', { name: 'This bin was deleted' }).waitFor()
  await page.getByTitle(/^Bin soon-gone/).click()
  await page.getByRole('button', { name: 'soon-gone Gone' }).waitFor()
  await page.keyboard.press('Escape')
  await page.goto(server.url)
  await page.getByText('Waiting for the first request').waitFor()

  await expect.poll(() => page.title()).toBe(first)
  await page.goto(`${server.url}/b/${gone.id}`)
  await page.getByRole('button', { name: 'Remove it from my bins' }).click()
  await expect.poll(() => storageOf(page)).not.toContain('soon-gone')
})

test('many bins are found by typing', async () => {
  const bins = []
  const first = await server.mint({ name: 'Bin a' })
  for (const name of 'bcdefgh') bins.push(await server.mint({ name: `Bin ${name}` }))
  const { page } = await browser.open(server.url, wide)
  await page.evaluate(
    (known) => localStorage.setItem('hooklens:bins', JSON.stringify(known)),
    bins.map(({ id, name, ownerKey }) => ({ id, name, key: ownerKey, openedAt: 1 })),
  )
  await page.goto(linkTo(server, first))
  await page.getByTitle(/switch or manage/).click()
  await page.locator('input:focus').waitFor()

  await page.keyboard.type('bin g')
  await page.keyboard.press('Enter')

  await expect.poll(() => page.title()).toBe('Bin g · Hooklens')
})

test('the tab tells what is unread, and whether anything can arrive', async () => {
  const server = await startTestServer()
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  await post(bin.captureUrl, '{}')
  const { page, complaints } = await browser.open(linkTo(server, bin), narrow)

  await expect.poll(() => iconOf(page)).toContain('>2</text>')
  expect(complaints).toEqual([])
  await page.getByText('Live', { exact: true }).waitFor()
  const before = await iconOf(page)
  await server.close()
  await page.getByText(/^Reconnecting in \d/).waitFor()
  const reconnecting = await findBarriers(page, '.top-bar')
  await page.context().setOffline(true)
  await page.getByText('Offline', { exact: true }).waitFor()

  expect([reconnecting, await findBarriers(page, '.top-bar')]).toEqual([[], []])
  await expect.poll(() => iconOf(page)).not.toBe(before)
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
})

async function iconOf(page: Page): Promise<string> {
  return decodeURIComponent((await page.locator('link[rel=icon]').getAttribute('href')) ?? '')
}
