import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { copied, focused } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

async function openOne(size = wide, { dark = false, readOnly = false } = {}) {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/orders?a=1`, '{"hello":"world"}')
  const key = readOnly ? { ...bin, ownerKey: bin.viewKey } : bin
  const view = await browser.open(linkTo(server, key, '/1?tab=body'), { ...size, dark })
  await view.panel.getByText('hello').waitFor()
  return view
}

test('C opens the formats, and c copies as the one last chosen, also after a reload', async () => {
  const { page, panel } = await openOne()

  await page.keyboard.press('C')
  await page.getByRole('group', { name: 'Copy as' }).waitFor()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')
  await page.getByText(/^Copied as test fixture/).waitFor()
  await page.reload()
  await panel.getByText('hello').waitFor()
  await page.evaluate(() => navigator.clipboard.writeText(''))
  await page.keyboard.press('c')
  await page.getByText(/^Copied as test fixture/).waitFor()

  await expect.poll(() => copied(page)).toMatch(/^\{/)
  const fixture = JSON.parse(await copied(page))
  expect(fixture).toMatchObject({ method: 'POST', path: '/orders', query: 'a=1' })
  expect(atob(fixture.bodyBase64)).toBe('{"hello":"world"}')
  await page.getByRole('button', { name: 'Copy as test fixture' }).waitFor()
})

test('whoever may only read may copy', async () => {
  const { page } = await openOne(wide, { readOnly: true })

  await page.keyboard.press('c')
  await page.getByText('Copied as curl').waitFor()

  await expect.poll(() => copied(page)).toMatch(/^curl /)
})

test('on a phone the formats open from the bar at the bottom', async () => {
  const { page } = await openOne(narrow)

  await page.getByRole('button', { name: 'Copy in another format' }).click()
  await page.getByRole('group', { name: 'Copy as' }).getByText('test fixture').click()

  await page.getByText(/^Copied as test fixture/).waitFor()
})

test('the menu closes with Escape and gives the focus back', async () => {
  const { page } = await openOne()

  await page.keyboard.press('C')
  await page.getByRole('group', { name: 'Copy as' }).waitFor()
  await page.keyboard.press('Escape')

  await page.getByRole('group', { name: 'Copy as' }).waitFor({ state: 'detached' })
  await expect.poll(() => focused(page)).toMatch(/^Copy in another format/)
})

test.each([
  ['wide', wide],
  ['narrow', narrow],
])('axe finds nothing in the menu (%s)', async (_what, size) => {
  const { page } = await openOne(size)
  await page.keyboard.press('C')
  await page.getByRole('group', { name: 'Copy as' }).waitFor()

  expect(await findBarriers(page, '.popover-panel:not([hidden])')).toEqual([])
})
