import { readFile } from 'node:fs/promises'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { GivenRule } from '../../server/wire/rules/rules.ts'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { copied, focused, widthOf } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { requestRaw } from '../support/raw-http.ts'
import { useSharedServer } from '../support/server.ts'
import { findSmallTargets } from '../support/touch-targets.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[R1] a scenario built in the page answers from the next request on, as its preview said', async () => {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/orders`, '{"id":"ord_1"}')
  const { page, complaints } = await browser.open(linkTo(server, bin), wide)
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /Find/ }).fill('responses')
  await page.keyboard.press('Enter')

  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByRole('combobox', { name: 'When a request matches' }).waitFor()
  await page.getByRole('button', { name: 'Path', exact: true }).click()
  await page.getByRole('option', { name: '/orders', exact: true }).click()
  await page.getByText('Requests whose path is “/orders”.').first().waitFor()
  await page.getByLabel('Status', { exact: true }).fill('503')
  await page.getByRole('button', { name: 'Retry-After' }).click()
  await page.keyboard.type('7')
  await page.getByRole('button', { name: 'Then another' }).click()
  await page.getByRole('button', { name: /^201|^202/ }).click()
  await page.getByRole('button', { name: 'Remove Retry-After' }).click()
  await page.getByText('Text', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Body of the response' }).fill('{"got": {{body.id}}}')
  await page.getByRole('switch', { name: /Fill in/ }).click()
  await page.getByRole('button', { name: 'The turn after' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByText('Turn 2: response 2 of 2').waitFor()
  await preview.getByText('"ord_1"').waitFor()
  expect(await findBarriers(page, '.rules')).toEqual([])
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()

  const [first, second] = [
    await ask(bin, '/orders'),
    await post(`${bin.captureUrl}/orders`, '{"id":"ord_2"}'),
  ]
  expect([first.status, first.headers.get('retry-after')]).toEqual([503, '7'])
  expect(second).toEqual({ status: 202, body: '{"got": "ord_2"}' })
  expect((await ask(bin, '/other')).body).toBe('{"ok":true}')
  await page.getByText('2×').waitFor()
  expect(complaints).toEqual([])
})

test('presets take effect at one click and go at another; the order says who answers', async () => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin, '/rules'), wide)

  await page.getByRole('button', { name: /^Gone/ }).click()
  await page.getByText('“Gone” answers first from the next request on').waitFor()
  await page.getByRole('button', { name: /^Echo/ }).click()
  await page.getByText('“Echo” answers first from the next request on').waitFor()
  expect(await post(bin.captureUrl, '[1]')).toEqual({ status: 200, body: '[1]' })
  const handle = page.getByRole('button', { name: /^Move Gone/ })
  await handle.focus()
  await page.keyboard.press('ArrowUp')
  await page.getByText('Gone moved to 1 of 2').waitFor()
  await expect.poll(() => focused(page)).toBe('Move Gone, number 1: arrow keys')
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await post(bin.captureUrl, '[1]')).status).toBe(410)
  await page.getByRole('switch', { name: 'Gone is on' }).click()
  await page.getByText('Gone is off from the next request on.').waitFor()
  expect((await post(bin.captureUrl, '[1]')).body).toBe('[1]')
  await page.getByRole('button', { name: /^Echo The answer/ }).click()
  await page.getByText('“Echo” removed from the next request on').waitFor()

  expect((await post(bin.captureUrl, '[1]')).body).toBe('{"ok":true}')
})

test('what is wrong is said at its field, and nothing is lost to a save that fails or to somebody else', async () => {
  const bin = await server.mint()
  await put(bin, [
    { id: 'one', name: 'First', when: '', then: { status: 500 } },
    { id: 'two', name: 'Second', when: 'method:PUT', then: { status: 201 } },
  ])
  const { page } = await browser.open(linkTo(server, bin, '/rules/one'), wide)
  await page.getByLabel('Status', { exact: true }).fill('999')
  await page.getByText('A status is a number from 200 to 599.').waitFor()
  await page.getByRole('button', { name: 'Second 201' }).click()
  await page.getByText('Text', { exact: true }).click()
  await page.getByRole('textbox', { name: 'Body of the response' }).fill('{{bodi}}')
  await page.getByRole('switch', { name: /Fill in/ }).click()

  await page.keyboard.press('Control+s')
  await expect.poll(() => new URL(page.url()).pathname).toBe(`/b/${bin.id}/rules/one`)
  await page.locator('[data-place="one/then/0/status"]:focus').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('.rule-open:focus').waitFor()
  await page.getByRole('button', { name: '1 mistake' }).click()
  await page.locator('[data-place="one/then/0/status"]:focus').fill('502')
  await page.keyboard.press('Control+s')
  await page.getByText(/bodi/).first().waitFor()
  await page.getByRole('textbox', { name: 'Body of the response' }).fill('{{body}}')
  await page.context().setOffline(true)
  await page.keyboard.press('Control+s')
  await page.getByText(/Not saved\. The Hooklens server cannot be reached/).waitFor()
  await page.context().setOffline(false)
  const saved = await put(bin, [
    { id: 'two', name: 'Second', when: 'method:PUT', then: { status: 201 } },
    { id: 'one', name: 'First', when: '', then: { status: 500 } },
    { id: 'three', name: 'Third', when: '', then: { status: 403 } },
  ])
  await page.getByText(/The rules were changed elsewhere while you edited them/).waitFor()
  await page.getByRole('button', { name: 'Keep mine' }).click()
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()

  const after = await get(bin)
  expect(after.version).toBe(saved.version + 1)
  expect(after.rules.map(({ id, then }) => [id, then])).toEqual([
    ['two', { status: 201, body: '{{body}}', template: true }],
    ['one', { status: 502 }],
    ['three', { status: 403 }],
  ])
})

test('rules go out as a file and come back from one; leaving what is not saved asks', async () => {
  const bin = await server.mint()
  await put(bin, [
    { id: 'one', name: 'First', when: 'q.a:1', then: [{ status: 500 }, { end: 'reset' }] },
  ])
  const { page } = await browser.open(linkTo(server, bin, '/rules/one'), wide)
  await page.getByRole('button', { name: 'More for this rule' }).click()
  await page.getByText('Copy as JSON').click()
  await expect.poll(() => copied(page)).toContain('"when": "q.a:1"')
  const file = await exported(page)

  await more(page, 'Import…')
  await page.getByLabel('or paste it here').fill(file.replace('500', '50'))
  await page.getByText('A status is a number from 200 to 599.').waitFor()
  await page.getByLabel('or paste it here').fill(file)
  await page.getByRole('button', { name: 'Add below those here' }).click()
  await page.getByLabel('Name', { exact: true }).press('Escape')
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Leave them unsaved' }).waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Back (Esc)' }).press('Escape')
  await page.getByRole('dialog').getByRole('button', { name: 'Save', exact: true }).click()
  await page
    .getByRole('listbox', { name: 'Requests' })
    .or(page.getByText('Waiting'))
    .first()
    .waitFor()

  const { rules } = await get(bin)
  expect(JSON.parse(file).rules).toMatchObject([{ id: 'one', name: 'First' }])
  expect(rules.map(({ then }) => then)).toEqual([rules[0]?.then, rules[0]?.then])
  expect(new Set(rules.map(({ id }) => id)).size).toBe(2)
})

test('a rule is made of a request on a phone; the view key only reads it, and what it answers', async () => {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/orders/7`, '{}')
  const { page } = await browser.open(linkTo(server, bin, '/1'), narrow)
  await page.getByRole('tab', { name: /^Body/ }).waitFor()
  await page.keyboard.press('Control+k')
  await page.getByRole('combobox', { name: /Find/ }).fill('make a rule')
  await page.keyboard.press('Enter')

  const when = page.getByRole('combobox', { name: 'When a request matches' })
  await expect.poll(() => when.inputValue()).toBe('method:POST path:/orders/7')
  await page.getByRole('button', { name: /^418|^429/ }).click()
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
  expect(await findSmallTargets(page, '.rules')).toEqual([])
  await page.getByRole('button', { name: 'Preview' }).click()
  const preview = page.getByRole('region', { name: 'Preview' })
  await preview.getByRole('combobox').and(page.locator(':focus')).waitFor()
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByText('Saved', { exact: true }).waitFor()
  expect((await ask(bin, '/orders/7', 'POST')).status).toBe(429)
  const { rules } = await get(bin)
  await page.evaluate(() => localStorage.clear())
  await page.goto('about:blank')
  await page.goto(`${server.url}/b/${bin.id}/rules/${rules[0]?.id}#key=${bin.viewKey}`)

  await expect.poll(() => when.getAttribute('readonly')).not.toBeNull()
  await preview.getByText('429').first().waitFor()
  expect(await page.getByRole('button', { name: /Save|Add|Remove|Header/ }).count()).toBe(0)
})

async function ask(bin: MintedBin, path: string, method = 'GET') {
  const { pathname } = new URL(bin.captureUrl)
  return await requestRaw(
    server.port,
    `${method} ${pathname}${path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )
}

async function put(bin: MintedBin, rules: readonly GivenRule[]) {
  const routes = server.api(bin.ownerKey).api.bins[':bin'].rules
  const answer = await routes.$put({ param: { bin: bin.id }, json: { rules } })
  if (answer.status !== 200) throw new Error(`The rules were answered ${answer.status}.`)
  return await answer.json()
}

async function get(bin: MintedBin) {
  const answer = await server
    .api(bin.ownerKey)
    .api.bins[':bin'].rules.$get({ param: { bin: bin.id } })
  if (answer.status !== 200) throw new Error(`The rules were answered ${answer.status}.`)
  return await answer.json()
}

async function more(page: Page, item: string): Promise<void> {
  await page.getByRole('button', { name: 'More for all rules' }).click()
  await page.getByText(item).click()
}

async function exported(page: Page): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    more(page, 'Export as JSON'),
  ])
  return await readFile(await download.path(), 'utf8')
}
