import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { call } from '../support/call.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { widthOf } from '../support/page-state.ts'
import { postMany } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

/** Three requests, the first of them tagged, one of them opened. */
async function openTagged({ rest = '/2', size = wide, readOnly = false, dark = false } = {}) {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3, { concurrency: 1 })
  const tag = (seq: number, tags: readonly string[]) =>
    call(server, `PATCH /bins/${bin.id}/requests/${seq}`, { key: bin.ownerKey, json: { tags } })
  await tag(1, ['to check', 'paid', 'refund'])
  const link = linkTo(server, readOnly ? { ...bin, ownerKey: bin.viewKey } : bin, rest)
  const view = await browser.open(link, { ...size, dark })
  const field = view.page.getByRole('combobox', { name: 'Tags' })
  const tagsOf = async (seq: number): Promise<readonly string[]> =>
    (await call(server, `GET /bins/${bin.id}/requests/${seq}`, { key: bin.ownerKey })).json.tags
  return { ...view, server, bin, field, tag, tagsOf }
}

test('t opens the field; Enter and commas add tags, Backspace and the cross remove them', async () => {
  const { page, panel, field, row, tagsOf, complaints } = await openTagged()
  await page.getByRole('heading', { name: 'POST /n/2' }).waitFor()

  await page.keyboard.press('t')
  await field.and(page.locator(':focus')).waitFor()
  await page.keyboard.type('one, two,three')
  await page.keyboard.press('Enter')
  await page.keyboard.type('ONE')
  await page.keyboard.press('Enter')
  await expect.poll(() => tagsOf(2)).toEqual(['one', 'two', 'three'])
  await row(/\/n\/2.*tags.*one.*two.*\+1/).waitFor()
  await page.keyboard.press('Backspace')
  await panel.getByRole('button', { name: 'Remove the tag one' }).click()

  await expect.poll(() => tagsOf(2)).toEqual(['two'])
  await row(/\/n\/2.*tag.*two/).waitFor()
  await field.and(page.locator(':focus')).waitFor()
  expect(complaints).toEqual([])
})

test('tags used in the bin are suggested; what cannot be a tag stays, with the reason', async () => {
  const { page, field, tagsOf } = await openTagged({ rest: '/2?tab=notes' })
  const options = page.getByRole('listbox', { name: 'Tags used in this bin' }).getByRole('option')

  await field.click()
  await expect.poll(() => options.allTextContents()).toEqual(['to check', 'paid', 'refund'])
  await page.keyboard.type('che')
  await expect.poll(() => options.allTextContents()).toEqual(['to check'])
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await expect.poll(() => tagsOf(2)).toEqual(['to check'])
  await page.keyboard.type('x'.repeat(41))
  await page.keyboard.press('Enter')

  await page.getByText('A tag has 1 to 40 characters, no comma among them.').waitFor()
  expect(await field.inputValue()).toBe('x'.repeat(41))
  expect(await tagsOf(2)).toEqual(['to check'])
})

test('a tag beside a request is a filter, and tags given elsewhere appear', async () => {
  const { page, rows, row, tag } = await openTagged({ rest: '/1', readOnly: true })

  await page.getByRole('list', { name: 'Tags' }).getByRole('button', { name: 'to check' }).click()
  await expect.poll(() => rows.count()).toBe(1)
  await tag(3, ['To Check'])

  await row('/n/3').waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('tag:"to check"')
  await expect.poll(() => page.getByRole('combobox', { name: 'Tags' }).count()).toBe(0)
})

test('on a phone the menu of a request opens the field', async () => {
  const { page, field, tagsOf } = await openTagged({ size: narrow })

  await page.getByRole('button', { name: 'More' }).click()
  await page.getByText('Tag…').click()
  await field.and(page.locator(':focus')).waitFor()
  await page.keyboard.type('done,')

  await expect.poll(() => tagsOf(2)).toEqual(['done'])
})

test('a request beyond the rows that are loaded shows what is changed about it', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 150)
  const { page } = await browser.open(linkTo(server, bin, '/3?tab=notes'), wide)

  await page.getByRole('combobox', { name: 'Tags' }).fill('deep,')

  await page.getByRole('button', { name: 'Remove the tag deep' }).waitFor()
})

test.each([
  ['wide', wide],
  ['narrow', narrow],
])('axe finds nothing among tags, and nothing is cut off (%s)', async (_what, size) => {
  const { page, field } = await openTagged({ rest: '/1?tab=notes', size })
  await field.waitFor()

  expect(await findBarriers(page)).toEqual([])
  await expect.poll(() => widthOf(page)).toBe(size.width)
})
