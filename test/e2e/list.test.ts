import { readFile } from 'node:fs/promises'
import type { Locator, Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { startFilledServer } from '../support/fill.ts'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { widthOf } from '../support/page-state.ts'
import { postMany } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

async function postEvent(url: string, id: string): Promise<void> {
  const headers = {
    'X-GitHub-Event': 'push',
    'X-GitHub-Delivery': id,
    'User-Agent': 'GitHub-Hookshot/1',
  }
  await fetch(url, { method: 'POST', headers, body: '{"ref":"refs/heads/main"}' })
}

test('the scroll bar stands for all of 20,000 requests, and the oldest is a key away', async () => {
  const { server, bin } = await startFilledServer(20_000)
  const { page, rows, row } = await browser.open(linkTo(server, bin))
  await row('/n/20000').waitFor()
  const list = page.locator('#request-list')
  await expect.poll(() => list.evaluate((one) => one.clientHeight)).toBe(20_000 * 56)

  await list.focus()
  await page.keyboard.press('End')
  await row(/\/n\/1(?!\d)/).waitFor()

  await expect.poll(() => new URL(page.url()).pathname).toBe(`/b/${bin.id}/1`)
  expect(await rows.count()).toBeLessThanOrEqual(60)
  await postMany(bin.captureUrl.replace(/.*\/in/, `${server.url}/in`), 3, { from: 20_001 })
  await page.getByRole('button', { name: '3 new' }).waitFor()
  await row(/\/n\/1(?!\d)/).waitFor()
  await page.keyboard.press('G')
  await row('/n/20003').waitFor()
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/b/${bin.id}/20003`)
})

test('a paused list holds back what arrives, counts it, and shows it all afterwards', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3, { concurrency: 1 })
  const { page, rows } = await browser.open(linkTo(server, bin))
  await expect.poll(() => rows.count()).toBe(3)
  await page.locator('#request-list').focus()

  await page.keyboard.press('Space')
  await postMany(bin.captureUrl, 12, { from: 4 })
  await page.getByText('Paused · 12 waiting').waitFor()

  expect(await rows.count()).toBe(3)
  expect(await findBarriers(page, '.list-head')).toEqual([])
  await expect.poll(() => page.title()).toContain('(15)')
  await page.keyboard.press('Space')
  await expect.poll(() => rows.count()).toBe(15)
})

test('following opens each request as it arrives, until an older one is opened', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 2, { concurrency: 1 })
  const { page, row } = await browser.open(linkTo(server, bin))
  await row('/n/2').waitFor()
  const follow = page.getByRole('button', { name: /^Follow/ })

  await page.keyboard.press('f')
  await page.getByRole('article', { name: 'Request 2' }).waitFor()
  await postMany(bin.captureUrl, 1, { from: 3 })
  await page.getByRole('article', { name: 'Request 3' }).waitFor()

  await follow.and(page.locator('[aria-pressed=true]')).waitFor()
  await row(/\/n\/1(?!\d)/).click()
  await page.getByRole('article', { name: 'Request 1' }).waitFor()
  await follow.and(page.locator('[aria-pressed=false]')).waitFor()
})

test('repeats of an event are one row that opens in place', async () => {
  const bin = await server.mint()
  for (const id of ['a1', 'b2', 'a1', 'a1']) await postEvent(bin.captureUrl, id)
  const { page, rows, complaints } = await browser.open(linkTo(server, bin))
  await expect.poll(() => rows.count()).toBe(2)
  const head = page.locator('.list-head')
  await expect.poll(() => head.innerText()).toContain('4 requests')

  await rows.first().click()
  await page.locator('#request-list').focus()
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => rows.count()).toBe(4)
  await page.keyboard.press('j')
  await page.getByRole('article', { name: 'Request 3' }).waitFor()
  await page.keyboard.press('1')
  await page.getByText('3 attempts').waitFor()
  await page.locator('#request-list').focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => rows.count()).toBe(2)

  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByRole('button', { name: 'Group repeats of an event' }).click()
  await expect.poll(() => rows.count()).toBe(4)
  expect(complaints).toEqual([])
})

test('several requests are chosen and deleted, and come back with one undo', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 6, { concurrency: 1 })
  const { page, rows, row } = await browser.open(linkTo(server, bin))
  await row('/n/6').waitFor()

  await row('/n/5').click()
  await row('/n/3').click({ modifiers: ['Shift'] })
  await row('/n/6').click({ modifiers: ['ControlOrMeta'] })
  await page.getByText('4 selected').waitFor()
  await page.getByRole('button', { name: 'Delete the selected requests' }).click()
  await expect.poll(() => rows.count()).toBe(2)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => rows.count()).toBe(6)

  await page.locator('#request-list').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByText('6 selected').waitFor()
  await page.keyboard.press('Escape')
  await page.keyboard.press('Home')
  await page.keyboard.press('Shift+ArrowDown')
  await page.getByRole('button', { name: 'Compare the two' }).click()
  await expect.poll(() => page.url()).toContain('compare')
})

test('chosen requests are marked, pinned, tagged and exported together, and all are marked as read', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 5, { concurrency: 1 })
  const { page, row, complaints } = await browser.open(linkTo(server, bin))
  await row('/n/5').click()
  await row('/n/4').click({ modifiers: ['ControlOrMeta'] })
  await row('/n/2').click({ modifiers: ['ControlOrMeta'] })
  const bar = page.getByRole('toolbar', { name: 'Selected requests' })
  const choose = async (name: string) => {
    await bar.getByRole('button', { name: 'More for the selection' }).click()
    await bar.getByRole('button', { name, exact: true }).click()
  }

  await choose('Mark as read')
  await choose('Pin')
  await expect.poll(() => row('pinned').count()).toBe(2)
  await choose('Tags…')
  await page.getByRole('dialog').locator('input:focus').waitFor()
  await page.keyboard.type('paid')
  await page.keyboard.press('Enter')
  await expect.poll(() => row('paid').count()).toBe(2)
  await page
    .getByRole('dialog', { name: 'Tag 2 requests' })
    .getByRole('button', { name: 'Done' })
    .click()
  await expect.poll(() => row('Unread').count()).toBe(2)
  await choose('Export…')
  await page.getByRole('radio', { name: /^JSON lines/ }).check()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('dialog').getByRole('button', { name: 'Export' }).click(),
  ])
  await page.getByText(/^Exported 2 requests/).waitFor()
  await bar.getByRole('button', { name: 'More for the selection' }).click()
  const barriers = await findBarriers(page, '.list-head, .toaster')
  await page.keyboard.press('Escape')

  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(lines.map((line) => JSON.parse(line).path)).toEqual(['/n/2', '/n/4'])
  expect(barriers).toEqual([])
  await bar.getByRole('button', { name: /^Clear the selection/ }).click()
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByRole('button', { name: 'Mark all as read' }).click()
  await expect.poll(() => row('Unread').count()).toBe(0)
  await page.reload()
  await expect.poll(() => row(/paid.*pinned/).count()).toBe(2)
  expect(await row('Unread').count()).toBe(0)
  expect(complaints).toEqual([])
})

test('on a phone a long press begins choosing, and a tap then chooses', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3, { concurrency: 1 })
  const { page, row } = await browser.open(linkTo(server, bin), narrow)
  await row('/n/3').waitFor()
  const finger = await fingerOn(page)

  await finger.down(row('/n/3'))
  await page.getByText('1 selected').waitFor()
  await finger.up()
  await finger.tap(row('/n/1'))
  await page.getByText('2 selected').waitFor()
  await page.getByRole('button', { name: /^Clear the selection/ }).click()
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByRole('button', { name: 'Select requests…' }).click()
  await row('/n/3').click()
  await page.getByText('1 selected').waitFor()

  expect(new URL(page.url()).pathname).toBe(`/b/${bin.id}`)
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
})

/** Touches as a touch screen reports them, which Playwright's own taps cannot hold down. */
async function fingerOn(page: Page) {
  const session = await page.context().newCDPSession(page)
  const touch = (type: 'touchStart' | 'touchEnd', touchPoints: { x: number; y: number }[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints })
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  const up = () => touch('touchEnd', [])
  const down = async (on: Locator) => touch('touchStart', [await middleOf(on)])
  return {
    down,
    up,
    /** Both at once: under load a tap in two steps would take as long as a long press. */
    async tap(on: Locator) {
      const point = await middleOf(on)
      await Promise.all([touch('touchStart', [point]), up()])
    },
  }

  async function middleOf(on: Locator) {
    const box = await on.boundingBox()
    if (!box) throw new Error('What is touched is not in view.')
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  }
}
