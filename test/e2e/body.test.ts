import { readFileSync } from 'node:fs'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
import { linkTo, useBrowser } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

async function openJson(...bodies: readonly string[]) {
  return open('application/json', ...bodies)
}

async function open(type: string, ...bodies: readonly string[]) {
  const bin = await server.mint()
  for (const body of bodies) {
    const headers = { 'Content-Type': type }
    await fetch(bin.captureUrl, { method: 'POST', headers, body })
  }
  const opened = await browser.open(linkTo(server, bin, `/${bodies.length}?tab=body`))
  const search = opened.page.getByRole('searchbox', { name: 'Search in the body' })
  await search.waitFor()
  return { ...opened, search, lines: opened.page.getByLabel('Body as JSON', { exact: true }) }
}

test('JSON is folded, searched and copied from by keyboard', async () => {
  const { page, panel, lines, search, complaints } = await openJson(
    '{"id":9007199254740993,"data":{"object":{"odd key":[1.0,"Ada"]}}}',
  )
  const path = panel.getByLabel('Path', { exact: true })

  await lines.focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'z']) await page.keyboard.press(key)
  await panel.getByText('1 key').waitFor()
  await expect.poll(() => lines.locator('.line').count()).toBe(4)
  await search.fill('a')
  await panel.getByText('1 of 4').waitFor()
  for (const key of ['Enter', 'Enter', 'Enter']) await page.keyboard.press(key)
  await panel.getByText('4 of 4').waitFor()
  await expect.poll(() => lines.locator('mark.is-current').textContent()).toBe('a')
  await expect.poll(() => path.textContent()).toBe('body.data.object."odd key".1')
  await search.press('Escape')
  await page.keyboard.press('N')
  await panel.getByText('3 of 4').waitFor()
  await page.getByRole('button', { name: 'Match case' }).click()
  await search.fill('A')
  await panel.getByText('1 of 1').waitFor()
  await expect.poll(() => path.textContent()).toBe('body.data.object."odd key".1')
  await page.getByRole('button', { name: 'Copy the path' }).click()
  await page.getByRole('button', { name: 'Copied the path' }).waitFor()

  await expect.poll(() => copied(page)).toBe('body.data.object."odd key".1')
  await lines.focus()
  for (const key of ['Home', 'ArrowDown']) await page.keyboard.press(key)
  await expect.poll(() => path.textContent()).toBe('body.id')
  await page.getByRole('button', { name: 'Copy the value' }).click()
  await page.getByRole('button', { name: 'Copied the value' }).waitFor()
  await expect.poll(() => copied(page)).toBe('9007199254740993')
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test('a value in a body becomes a filter, and extends the one that is there', async () => {
  const body = (amount: number, state: string) =>
    JSON.stringify({ order: { amount, state: `is ${state}` } })
  const { page, rows, lines, panel } = await openJson(
    body(1, 'open'),
    body(2, 'paid'),
    body(1, 'paid'),
  )
  const filter = panel.getByRole('button', { name: 'Filter', exact: true })

  await lines.getByText('"amount"').click()
  await filter.click()
  await expect.poll(() => rows.count()).toBe(2)
  await lines.getByText('"state"').click()
  await filter.click()

  await expect.poll(() => rows.count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('q')).toBe(
    'body.order.amount:1 body.order.state:"is paid"',
  )
})

test('[A3] 10 MB of JSON are pretty, folded and searched by a worker', async () => {
  const items = Array.from({ length: 102_000 }, (_, id) => ({
    id,
    note: 'x'.repeat(65),
    list: [1],
  }))
  const json = JSON.stringify(items)
  expect(json.length).toBeGreaterThan(9_900_000)
  const { page, panel, lines, search, complaints } = await openJson(json)
  await lines.getByText('"note"').first().waitFor()

  await search.fill('"id": 101999')
  await panel.getByText('1 of 1').waitFor()

  await lines.locator('mark.is-current', { hasText: '101999' }).waitFor()
  await panel.getByLabel('Path', { exact: true }).getByText('body.101999.id').waitFor()
  expect(await lines.locator('.line').count()).toBeLessThan(150)
  await panel.getByRole('button', { name: 'Fold', exact: true }).click()
  await page.getByRole('button', { name: 'Fold below level 2' }).click()
  await lines.getByText('101999').waitFor()
  await lines.focus()
  await page.keyboard.press('Home')
  await lines.getByText('"id"').first().waitFor()
  expect(complaints).toEqual([])
})

test('[A3] a large body is read while it arrives, and stays as it is left once all of it is here', async () => {
  const items = Array.from({ length: 20_000 }, (_, id) => ({ id, note: 'ä'.repeat(40) }))
  const bin = await server.mint()
  const headers = { 'Content-Type': 'application/json' }
  await fetch(bin.captureUrl, { method: 'POST', headers, body: JSON.stringify(items) })
  const proxy = await startCuttingProxy(server.port)
  const url = linkTo({ url: `http://127.0.0.1:${proxy.port}` }, bin)
  const { page, panel, rows, complaints } = await browser.open(url)
  const lines = panel.getByLabel('Body as JSON', { exact: true })
  const search = panel.getByRole('searchbox', { name: 'Search in the body' })
  await rows.first().waitFor()
  await page.waitForLoadState('networkidle')

  proxy.pauseAfter(300_000)
  await rows.first().click()
  await lines.getByText('"note"').first().waitFor()
  await lines.getByText('"note"').first().click()
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('ArrowLeft')
  await lines.locator('.gist').waitFor()
  await panel.getByText('loading the rest').waitFor()
  await search.fill('"id": 19999')
  expect(await panel.getByText('1 of 1').count()).toBe(0)
  proxy.resume()
  await panel.getByText('1 of 1').waitFor()

  // It may be found before it is laid out.
  await lines.locator('mark.is-current', { hasText: '19999' }).waitFor()
  await panel.getByLabel('Path', { exact: true }).getByText('body.19999.id').waitFor()
  await lines.focus()
  await page.keyboard.press('Home')
  await lines.locator('.gist').waitFor()
  await panel.getByText('loading the rest').waitFor({ state: 'detached' })
  expect(complaints).toEqual([])
})

test('[A3] what is found far inside a string of a megabyte is shown', async () => {
  const { page, panel, search, complaints } = await openJson(
    `{"a":"${'x'.repeat(900_000)}needle${'y'.repeat(90_000)}"}`,
  )
  await panel.getByText('990 kB in all').waitFor()

  await search.fill('NEEDLE')

  await panel.locator('mark.is-current', { hasText: 'needle' }).waitFor()
  await page.getByText('Raw', { exact: true }).click()
  await panel.getByLabel('Body as text').locator('mark.is-current').waitFor()
  expect(complaints).toEqual([])
})

test('[A3] 10 MB of text are read line by line and searched to the last', async () => {
  const text = `${'é 𝒜\r\n'.repeat(1_000_000)}the last line`
  const { page, panel, search, complaints } = await open('text/plain', text)
  const lines = panel.getByLabel('Body as text')
  await lines.getByText('é 𝒜').first().waitFor()

  await search.fill('last line')
  await panel.getByText('1 of 1').waitFor()

  await lines.locator('mark.is-current', { hasText: 'last line' }).waitFor()
  await expect.poll(() => lines.locator('.line').last().textContent()).toContain('the last line')
  await lines.locator('[data-label="1000001"]').waitFor()
  await lines.focus()
  await page.keyboard.press('Home')
  await lines.locator('[data-label="1"]').waitFor()
  await panel.getByText('Hex', { exact: true }).click()
  await panel.getByText('c3 a9 20 f0').first().waitFor()
  expect(complaints).toEqual([])
})

test('a large body that is no JSON is shown raw, with where it breaks', async () => {
  const { panel } = await openJson(`[${'"text",'.repeat(50_000)}]`)

  await panel.getByText('line 1, column 350002 holds ], where a value should be').waitFor()

  await panel.getByLabel('Body as text').waitFor()
})

test('source is coloured, folded and searched, and keeps to the policy of the page', async () => {
  const yaml = 'first: 1\r\nlist:\n  - name: Ada\n    city: Linz\nlast: ada'
  const { page, panel, search, complaints } = await open('application/yaml', yaml)
  const source = panel.getByRole('textbox', { name: 'Body as source' })
  await source.locator('.cm-line span[class]').first().waitFor()

  await search.fill('ada')
  await panel.getByText('1 of 2').waitFor()
  await search.press('Enter')
  await panel.getByText('2 of 2').waitFor()
  await source.locator('.cm-mark.is-current', { hasText: 'ada' }).waitFor()
  await panel.getByTitle('Fold line').last().click()
  await source.getByText('Linz').waitFor({ state: 'detached' })
  await search.press('Shift+Enter')
  await panel.getByText('1 of 2').waitFor()

  await source.locator('.cm-mark.is-current', { hasText: 'Ada' }).waitFor()
  expect(await page.evaluate(() => document.querySelectorAll('style').length)).toBe(0)
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test.each([
  ['gzip', gzipSync(Buffer.alloc(65 * 1024 ** 2)), 'larger than 64 MiB'],
  ['gzip', Buffer.from([0, 1, 2, 3]), 'not valid gzip'],
])('[A6] a %s body that cannot be decoded says why, and is there as it was sent', async (encoding, body, why) => {
  const bin = await server.mint()
  const headers = { 'Content-Encoding': encoding, 'Content-Type': 'application/json' }
  await fetch(bin.captureUrl, { method: 'POST', headers, body })
  const { page, panel } = await browser.open(linkTo(server, bin, '/1?tab=body'))
  await panel.getByRole('alert').getByText(why).waitFor()

  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'Download as sent' }).click()
  const path = await (await download).path()
  await panel.getByRole('button', { name: 'Show as sent' }).click()

  await panel.getByLabel('Body as hexadecimal').waitFor()
  expect(readFileSync(path).equals(body)).toBe(true)
})

test('a body encoded twice is shown decoded, and pictures as what they are', async () => {
  const bin = await server.mint()
  const send = (type: string, body: string | Uint8Array<ArrayBuffer>, headers = {}) =>
    fetch(bin.captureUrl, { method: 'POST', headers: { 'Content-Type': type, ...headers }, body })
  await send('text/plain', Uint8Array.from(brotliCompressSync(gzipSync('{"a":1}'))), {
    'Content-Encoding': 'gzip, br',
  })
  const draws = '<rect width="5" height="5" style="fill:red"/><script>top.ran = 1</script>'
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="30" height="20" onload="top.ran = 1">${draws}</svg>`
  await send('image/svg+xml', svg)
  await send('image/png', Uint8Array.from(Buffer.from('\x89PNG and no more\0', 'latin1')))
  await send('application/octet-stream', '%PDF-1.4 <</Type /Pages /Count 7>>')

  const { page, panel, complaints } = await browser.open(linkTo(server, bin, '/1?tab=body'))
  await panel.getByLabel('Body as JSON').getByText('"a"').waitFor()
  await page.goto(linkTo(server, bin, '/2?tab=body'))
  await panel.getByText('30 × 20 · SVG').waitFor()
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  await page.goto(linkTo(server, bin, '/3?tab=body'))
  await panel.getByText('Not a picture this browser can draw').waitFor()
  await panel.getByLabel('Body as hexadecimal').waitFor()
  await page.goto(linkTo(server, bin, '/4?tab=body'))

  await panel.getByLabel('Body as PDF').getByText('7', { exact: true }).waitFor()
  expect(complaints).toEqual([])
})
