import { expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import { newRequest, roomy } from '../contracts/store/samples.ts'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { widthOf } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const minuteMs = 60_000
const server = useSharedServer()
const browser = useBrowser()

/** A bin with a request a minute over the last hour, every tenth to /bad and answered 500, opened in a browser. */
async function openHour(rest = '', options = {}) {
  const bin = await server.mint()
  const end = Math.floor(Date.now() / minuteMs) * minuteMs
  const store = await openStore(server.config.db, { limits: roomy })
  await store.append(
    Array.from({ length: 60 }, (_, n) => {
      const isBad = n % 10 === 0
      const response = { status: isBad ? 500 : 200, by: 'default', ms: 1 } as const
      const path = isBad ? '/bad' : '/good'
      return newRequest(bin.id, { receivedAt: end - (60 - n) * minuteMs, path, response })
    }),
  )
  await store.close()
  const view = await browser.open(linkTo(server, bin, rest), options)
  const { page } = view
  return {
    ...view,
    bin,
    plot: page.getByRole('group', { name: 'Time of arrival' }),
    start: page.getByRole('slider', { name: 'Start of the time' }),
    end: page.getByRole('slider', { name: 'End of the time' }),
    field: page.getByRole('combobox', { name: 'Filter the requests' }),
    count: page.locator('.filter-count > span').last(),
    filter: () => new URL(page.url()).searchParams.get('q') ?? '',
  }
}

test('dragging over the bars filters by time beside the rest, and filter and brush stay in step', async () => {
  const { page, plot, start, field, count, filter, complaints } = await openHour('?q=path:/good')
  await expect.poll(() => count.textContent()).toBe('54 of 60')
  const box = await plot.boundingBox()
  if (!box) throw new Error('There is no timeline.')

  const y = box.y + 20
  await page.mouse.move(box.x + box.width * 0.25, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.5, y, { steps: 5 })
  await page.mouse.up()
  await expect.poll(filter).toMatch(/^path:\/good at:\d{4}-\d\d-\d\dT\d\d:\d\d\S*\.\.\S+$/)
  await expect.poll(() => count.textContent()).toMatch(/^1[345] of 60$/)
  await expect
    .poll(() => start.getAttribute('aria-valuetext'))
    // Around midnight the hour has two days, which are named.
    .toMatch(/^(?:\w+ \d+ )?\d\d:\d\d to (?:\w+ \d+ )?\d\d:\d\d, 1[4567] requests$/)
  await field.fill('path:/good at:-10m')
  await field.press('Enter')
  await expect.poll(() => start.getAttribute('aria-valuetext')).toMatch(/^since /)
  await page.getByRole('button', { name: 'Show the whole time' }).click()
  await page.getByRole('button', { name: 'Zoom into the time chosen' }).waitFor()
  await page.getByRole('button', { name: 'Any time' }).click()

  await expect.poll(filter).toBe('path:/good')
  await expect.poll(() => count.textContent()).toBe('54 of 60')
  expect(complaints).toEqual([])
})

test('keys move the edges, Enter applies, Escape takes back', async () => {
  const { page, start, end, rows, filter } = await openHour()
  await expect.poll(() => start.getAttribute('aria-valuetext')).toContain('60 requests')

  await end.focus()
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('ArrowRight')
  await expect
    .poll(() => end.getAttribute('aria-valuetext'))
    .toMatch(/ 51 requests, Enter applies$/)
  await page.keyboard.press('Escape')
  await expect.poll(() => end.getAttribute('aria-valuetext')).toContain(' 60 requests')
  await start.focus()
  await page.keyboard.press('End')
  await page.keyboard.press('Shift+ArrowLeft')
  await page.keyboard.press('Enter')
  await expect.poll(() => rows.count()).toBe(11)
  const applied = filter()
  await start.press('Escape')

  await expect.poll(filter).toBe('')
  expect(applied).toMatch(/^at:/)
})

test('an edge is dragged to another time, and a double click takes the time away', async () => {
  const { page, plot, filter, start } = await openHour('?q=at:-40m')
  await expect
    .poll(() => start.getAttribute('aria-valuetext'))
    .toMatch(/^since .*, about (39|40) requests$/)
  const edge = await start.boundingBox()
  const box = await plot.boundingBox()
  if (!edge || !box) throw new Error('There is no timeline.')

  const y = box.y + 20
  await page.mouse.move(edge.x + edge.width / 2, y)
  await page.mouse.down()
  await page.mouse.move(box.x + box.width * 0.6, y, { steps: 3 })
  await page.mouse.up()
  await expect.poll(filter).toMatch(/^at:\d{4}-\S+\.\.$/)
  await expect
    .poll(() => start.getAttribute('aria-valuetext'))
    .toMatch(/^since .*, (1\d|2\d) requests$/)
  await plot.dblclick({ position: { x: 20, y: 20 } })

  await expect.poll(filter).toBe('')
})

test('what arrives joins the bars, and the rate says so', async () => {
  const { bin, page, start } = await openHour()
  await expect.poll(() => start.getAttribute('aria-valuetext')).toContain('60 requests')

  for (let n = 0; n < 3; n += 1) await post(bin.captureUrl, '{}')

  await expect.poll(() => start.getAttribute('aria-valuetext')).toContain('63 requests')
  await page.getByText('3/min now').waitFor()
  await page.locator('.timeline-plot path.bad[d*=M]').waitFor({ state: 'attached' })
})

test('on a narrow screen it fits, can be hidden, and stays so', async () => {
  const { page, plot, rows } = await openHour('?q=at:-30m', narrow)
  await plot.waitFor()
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
  const barriers = await findBarriers(page, '.timeline')

  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByRole('button', { name: 'Timeline', exact: true }).click()
  await expect.poll(() => plot.count()).toBe(0)
  await page.reload()
  await rows.first().waitFor()

  expect(barriers).toEqual([])
  expect(await plot.count()).toBe(0)
})
