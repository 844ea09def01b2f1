import type { Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { goWithin } from '../support/page-state.ts'
import { startReceiver } from '../support/receiver.ts'
import { useSharedServer } from '../support/server.ts'
import { findSmallTargets, type SmallerTargets } from '../support/touch-targets.ts'

const server = useSharedServer()
const browser = useBrowser()

/** What stands in lines of text can be no higher than they are (WCAG 2.5.8, inline) where every line has one. */
const exceptions: SmallerTargets = {
  '.fold, .diff-handle': [40, 20],
  // What a folded line holds, and a link in a sentence.
  '.line .gist, p a': [24, 16],
  // As wide as the screen, and harmless to miss: it folds and unfolds.
  '.tree-row': [40, 28],
  // The strip they are on gives a touch to the nearest one within 20 px.
  '.timeline-edge': [12, 40],
}

const tablet = { width: 1024, height: 768 }

test.each([
  ['phone', narrow],
  ['tablet', tablet],
])('everything a thumb must hit is at least 40 px wide and high (%s)', async (_what, size) => {
  const receiver = await startReceiver()
  const empty = await server.mint()
  const bin = await server.mint()
  await postPush(bin.captureUrl, 'one', { ref: 'refs/heads/main', commits: [{ id: 1 }] })
  await postPush(bin.captureUrl, 'two', { ref: 'refs/heads/next', commits: [{ id: 2 }] })
  await postPush(bin.captureUrl, 'two', { ref: 'refs/heads/next', commits: [{ id: 2 }] })
  const requests = server.api(bin.ownerKey).api.bins[':bin'].requests[':seq']
  const param = { bin: bin.id, seq: '2' }
  await requests.replay.$post({ param, json: { target: receiver.url } })
  await requests.replay.$post({ param, json: { target: receiver.url } })
  await requests.$patch({ param, json: { tags: ['checked', 'to do'], pinned: true } })
  const { page, rows, row } = await browser.open(linkTo(server, bin), size)
  await pointWithThumb(page)
  const found: Record<string, readonly string[]> = {}
  const measure = async (name: string, within?: string) => {
    found[name] = await findSmallTargets(page, within, exceptions)
  }

  await rows.first().waitFor()
  await measure('list')
  await goWithin(page, `/b/${bin.id}?q=${encodeURIComponent('tag:checked -is:unread (a OR b)')}`)
  await page.locator('.filter-chip').first().waitFor()
  await measure('filter', '.filter-bar')
  await page.getByRole('combobox', { name: 'Filter the requests' }).focus()
  await page.locator('.filter-option').first().waitFor()
  await measure('what fits', '.filter-bar')
  await page.keyboard.press('Escape')
  await page.locator('.filter-option').first().waitFor({ state: 'hidden' })
  await goWithin(page, `/b/${bin.id}?q=at:-1h`)
  await page.locator('.timeline-edge').first().waitFor()
  await measure('timeline', '.timeline')
  await goWithin(page, `/b/${bin.id}`)
  await page.getByTitle(/: switch or manage$/).click()
  await page.getByRole('button', { name: 'New bin…' }).waitFor()
  await measure('bins')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByRole('button', { name: 'Select requests…' }).waitFor()
  await measure('list menu')
  await page.getByRole('button', { name: 'Select requests…' }).click()
  await row('push').first().locator('.row-check').click()
  await page.getByText(/^\d selected/).waitFor()
  await measure('choice')
  await page.keyboard.press('Escape')
  for (const [name, open] of Object.entries(dialogs)) {
    await open(page)
    await page.getByRole('dialog').locator('button, input').first().waitFor()
    await measure(name, 'dialog')
    await page.keyboard.press('Escape')
    await page.locator('dialog').waitFor({ state: 'detached' })
  }

  for (const tab of ['overview', 'headers', 'query', 'response', 'deliveries', 'notes', 'body']) {
    await goWithin(page, `/b/${bin.id}/2?tab=${tab}`)
    await page.getByRole('tab', { name: new RegExp(`^${tab}`, 'i'), selected: true }).waitFor()
    await page.locator('[role=tabpanel]:not(:has(.skeleton))').waitFor()
    await measure(tab)
  }
  await page.getByText('Tree', { exact: true }).click()
  await page.getByRole('treeitem').first().waitFor()
  await measure('tree', '.detail')
  await page.getByRole('button', { name: 'More', exact: true }).click()
  await page.locator('.popover-panel .menu-item').first().waitFor()
  await measure('more')
  await page.keyboard.press('Escape')
  await goWithin(page, `/b/${bin.id}/2?replay`)
  await page.getByRole('complementary').waitFor()
  await measure('replay', '.drawer')
  await goWithin(page, `/b/${bin.id}/2?compare=1`)
  await page.getByRole('button', { name: 'Changed at $.ref' }).click()
  await measure('compare')
  await page.getByRole('button', { name: 'Noise…' }).click()
  await page.getByRole('dialog').getByRole('textbox').waitFor()
  await measure('noise', 'dialog')
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  await goWithin(page, `/b/${bin.id}/settings`)
  await page.getByLabel('Name').waitFor()
  await measure('settings')
  await page.goto(linkTo(server, empty))
  await page.getByText('Waiting for the first request').waitFor()
  await measure('empty')
  await page.goto(`${server.url}/b/${bin.id}-x#key=hlo_${'x'.repeat(43)}`)
  await page.getByRole('heading', { level: 2 }).waitFor()
  await measure('gate')

  expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual(
    {},
  )
})

const dialogs: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  help: (page) => page.keyboard.press('?'),
  palette: (page) => page.keyboard.press('Control+k'),
  async export(page) {
    await page.getByRole('button', { name: 'More for all requests' }).click()
    await page.getByRole('button', { name: 'Export…' }).click()
  },
  async 'new bin'(page) {
    await page.getByTitle(/: switch or manage$/).click()
    await page.getByRole('button', { name: 'New bin…' }).click()
  },
}

/** Until the test is over: the page may serve another. */
async function pointWithThumb(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Emulation.setTouchEmulationEnabled', { enabled: true })
  onTestFinished(() => session.detach())
}

async function postPush(url: string, delivery: string, body: object): Promise<void> {
  await fetch(`${url}/hook?attempt=1`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': 'push',
      'X-GitHub-Delivery': delivery,
    },
    body: JSON.stringify(body),
  })
}
