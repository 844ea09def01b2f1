import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { focused, widthOf } from '../support/page-state.ts'
import { post, postMany } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

/** A bin with an order paid, one refused and a ping, opened in a browser. */
async function openOrders(rest = '', options = {}) {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/orders?shop=acme`, '{"total":12,"paid":true}')
  await post(`${bin.captureUrl}/orders?shop=bolt`, '{"total":7,"paid":false}')
  await post(`${bin.captureUrl}/ping`, '{}')
  const { page, complaints } = await browser.open(linkTo(server, bin, rest), options)
  const list = page.locator('#request-list')
  return {
    server,
    bin,
    page,
    complaints,
    field: page.getByRole('combobox', { name: 'Filter the requests' }),
    rows: list.getByRole('option'),
    row: (text: string) => list.getByRole('option').filter({ hasText: text }),
    options: page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option'),
    count: page.locator('.filter-count > span').last(),
  }
}

test('a filter typed behind a slash leaves what it takes, says so, and lives in the address', async () => {
  const { page, field, rows, count, complaints } = await openOrders()
  await rows.nth(2).waitFor()

  await page.keyboard.press('/')
  await page.keyboard.type('body.paid:true')
  await page.keyboard.press('Enter')
  await expect.poll(() => rows.count()).toBe(1)

  await expect.poll(() => count.textContent()).toBe('1 of 3')
  await page.getByText('Requests whose body field “paid” is “true”.').first().waitFor()
  expect(new URL(page.url()).search).toBe('?q=body.paid:true')
  await expect.poll(() => field.inputValue()).toBe('body.paid:true')
  expect(complaints).toEqual([])
})

test('back and forward move between filters, and a link opens with its own', async () => {
  const { page, field, rows } = await openOrders('?q=path:/orders')
  await expect.poll(() => rows.count()).toBe(2)
  await field.fill('q.shop:bolt')
  await field.press('Enter')
  await expect.poll(() => rows.count()).toBe(1)

  await page.goBack()
  await expect.poll(() => rows.count()).toBe(2)
  await expect.poll(() => field.inputValue()).toBe('path:/orders')
  await page.goForward()

  await expect.poll(() => rows.count()).toBe(1)
  await expect.poll(() => field.inputValue()).toBe('q.shop:bolt')
})

test('what is wrong is said with its place, and neither what was typed nor the list is lost', async () => {
  const { page, field, rows } = await openOrders('?q=path:/orders')
  await expect.poll(() => rows.count()).toBe(2)

  await field.fill('path:/orders stattus:200')
  await field.press('Enter')

  await page.locator('#filter-said mark').getByText('stattus').waitFor()
  await field.and(page.locator('[aria-invalid=true]')).waitFor()
  expect(await field.inputValue()).toBe('path:/orders stattus:200')
  expect(await rows.count()).toBe(2)
})

test('what is typed and left is kept, and a button applies it', async () => {
  const { page, field, rows } = await openOrders('?q=path:/orders')
  await expect.poll(() => rows.count()).toBe(2)

  await field.fill('path:/ping')
  await field.press('Escape')
  await page.getByText('Shown now:').waitFor()
  const kept = await field.inputValue()
  await page.getByRole('button', { name: 'Apply' }).click()

  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('button', { name: 'Apply' }).waitFor({ state: 'detached' })
  expect(kept).toBe('path:/ping')
})

test('keys and seen values are offered, chosen with arrows and Enter, left with Escape', async () => {
  const { page, field, options, rows } = await openOrders()
  await rows.nth(2).waitFor()

  await field.pressSequentially('q.sh')
  await options.filter({ hasText: 'q.shop:' }).waitFor()
  await field.press('ArrowDown')
  await expect.poll(() => field.getAttribute('aria-activedescendant')).toBe('filter-option-0')
  await field.press('Enter')
  await options.filter({ hasText: 'bolt' }).waitFor()
  await field.pressSequentially('b')
  await options.filter({ hasText: 'acme' }).waitFor({ state: 'detached' })
  await field.press('ArrowDown')
  await field.press('Enter')
  await expect.poll(() => field.inputValue()).toBe('q.shop:bolt ')
  await field.press('Enter')
  await expect.poll(() => rows.count()).toBe(1)
  await field.press('Escape')

  await expect.poll(() => focused(page)).toBe('Requests, newest first')
  expect(await field.inputValue()).toBe('q.shop:bolt')
})

test('fields of the request that is open are offered, and its values', async () => {
  const { page, field, options, rows } = await openOrders('/1?tab=body')
  await page.getByRole('tabpanel').getByText('"total"').waitFor()

  await field.pressSequentially('body.to')
  await options.filter({ hasText: 'body.total:' }).waitFor()
  await field.press('ArrowDown')
  await field.press('Enter')
  await options.filter({ hasText: '12' }).click()
  await field.press('Enter')

  await expect.poll(() => rows.count()).toBe(1)
  await expect.poll(() => field.inputValue()).toBe('body.total:12')
})

test('live requests join only when they match, by their body too', async () => {
  const { bin, rows, row, count } = await openOrders('?q=body.total:>5')
  await expect.poll(() => rows.count()).toBe(2)

  await post(`${bin.captureUrl}/small`, '{"total":1}')
  await post(`${bin.captureUrl}/large`, '{"total":1000}')
  await row('/large').waitFor()

  await expect.poll(() => count.textContent()).toBe('3 of 5')
  expect(await row('/small').count()).toBe(0)
})

test('terms are chips while nobody types: each is edited where it is clicked, and removed by click or key', async () => {
  const { page, field, rows } = await openOrders('?q=path:/orders -q.shop:bolt OR "no such"')
  const button = (name: string) => page.getByRole('button', { name })
  await button('Edit path:/orders').waitFor()

  await button('Remove "no such"').click()
  await expect
    .poll(() => new URL(page.url()).searchParams.get('q'))
    .toBe('path:/orders -q.shop:bolt')
  await expect.poll(() => rows.count()).toBe(1)
  await button('Edit path:/orders').click({ position: { x: 30, y: 8 } })
  await button('Remove path:/orders').waitFor({ state: 'detached' })
  const caret = await field.evaluate((input) => (input as HTMLInputElement).selectionStart)
  await page.keyboard.press('Escape')
  await button('Edit -q.shop:bolt').focus()
  await page.keyboard.press('ArrowLeft')
  await expect.poll(() => focused(page)).toBe('Edit path:/orders')
  await page.keyboard.press('ArrowRight')
  await expect.poll(() => focused(page)).toBe('Edit -q.shop:bolt')
  await page.keyboard.press('Delete')
  await expect.poll(() => rows.count()).toBe(2)
  await expect.poll(() => focused(page)).toBe('Edit path:/orders')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('Filter the requests')
  await page.keyboard.type('path:/ping stattus:200')
  await page.keyboard.press('Escape')

  await button('Edit stattus:200, which is wrong').waitFor()
  expect(caret).toBeGreaterThan(0)
  expect(caret).toBeLessThan('path:/orders'.length)
})

test('nothing matches: the list says so, and one click brings everything back', async () => {
  const { page, rows, field } = await openOrders('?q=method:PUT')
  await page.getByText('Nothing matches').waitFor()

  await page.getByRole('button', { name: 'Clear the filter' }).last().click()

  await expect.poll(() => rows.count()).toBe(3)
  await expect.poll(() => field.inputValue()).toBe('')
  expect(new URL(page.url()).search).toBe('')
})

test('the request that is open stays open, and is chosen again where it matches', async () => {
  const { page, field, rows, row } = await openOrders('/1?tab=body')
  await row('acme').waitFor()

  await field.fill('path:/ping')
  await field.press('Enter')
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('tabpanel').getByText('"total"').waitFor()
  const chosen = await page.locator('#request-list [aria-selected=true]').count()
  await field.fill('q.shop:acme')
  await field.press('Enter')

  await row('acme').and(page.locator('[aria-selected=true]')).waitFor()
  expect(chosen).toBe(0)
})

test('filters used before are offered in the empty field, and one is applied by choosing it', async () => {
  const { page, field, rows, options } = await openOrders()
  await rows.nth(2).waitFor()
  await field.fill('path:/ping')
  await field.press('Enter')
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('button', { name: 'Clear the filter' }).click()
  await expect.poll(() => rows.count()).toBe(3)
  await page.reload()
  await rows.nth(2).waitFor()

  await page.keyboard.press('/')
  await options.filter({ hasText: 'used before' }).click()

  await expect.poll(() => rows.count()).toBe(1)
})

test("the server's refusal of an address's filter is shown in words", async () => {
  const { page } = await openOrders('?q=path:/(/')

  await page.getByText('The search failed.').waitFor()

  await page
    .getByText(/The regular expression does not compile/)
    .first()
    .waitFor()
})

test('a filter that takes few of many is searched to the end', async () => {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/needle`, '{"needle":true}')
  await postMany(bin.captureUrl, 450)
  const { page } = await browser.open(linkTo(server, bin, '?q=has:body%20body.needle:true'))

  await page.locator('#request-list').getByRole('option').filter({ hasText: '/needle' }).waitFor()

  await expect
    .poll(() => page.locator('.filter-count > span').last().textContent())
    .toBe('1 of 451')
})

test.each([
  ['wide', wide],
  ['narrow', narrow],
])('axe finds nothing about the filter bar in any of its states (%s)', async (_what, size) => {
  const { page, field, rows, options } = await openOrders('?q=path:/orders', size)
  await expect.poll(() => rows.count()).toBe(2)
  const found: Record<string, readonly string[]> = {
    applied: await findBarriers(page, 'header, main, .filter-bar'),
  }

  await field.fill('')
  await options.first().waitFor()
  await field.press('ArrowDown')
  found.offered = await findBarriers(page, 'header, main, .filter-bar')
  await field.fill('path:/orders stattus:200')
  await page.locator('#filter-said mark').waitFor()
  found.wrong = await findBarriers(page, 'header, main, .filter-bar')
  await field.fill('method:PUT')
  await field.press('Enter')
  await page.getByText('Nothing matches').waitFor()
  found.nothing = await findBarriers(page, 'header, main, .filter-bar')

  expect(found).toEqual({ applied: [], offered: [], wrong: [], nothing: [] })
  await expect.poll(() => widthOf(page)).toBe(size.width)
})
