import { expect, test } from 'vitest'
import { linkTo, useBrowser } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { post, postMany } from '../support/post.ts'
import { requestRaw } from '../support/raw-http.ts'
import { startTestServer, useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[C2] headers are shown in wire order, with case and duplicates', async () => {
  const bin = await server.mint()
  await requestRaw(
    server.port,
    `POST /in/${bin.id}/h HTTP/1.1\r\nhOsT: h\r\nX-Dup: one\r\nx-dup: two\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  )

  const { page, tab, panel } = await browser.open(linkTo(server, bin, '/1'))
  await tab('Headers').click()

  await panel.getByText('hOsT').waitFor()
  const text = await panel.innerText()
  const places = ['hOsT', 'X-Dup', 'x-dup', 'Content-Length'].map((name) => text.indexOf(name))
  expect(places).toEqual([...places].sort((a, b) => a - b))
  expect(places).not.toContain(-1)
  expect(page.url()).toContain('tab=headers')
})

test('a binary body is shown as hex', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, new Uint8Array([0, 1, 2, 0xff, 0xfe, 0x48, 0x69]))

  const { panel } = await browser.open(linkTo(server, bin, '/1?tab=body'))

  await expect.poll(() => panel.innerText()).toMatch(/00 01 02 ff\s+fe 48 69/)
})

test('[C4] a request that broke off says so first', async () => {
  const server = await startTestServer({ maxBodyBytes: 10 })
  const bin = await server.mint()
  await post(bin.captureUrl, 'more than ten bytes')

  const { page } = await browser.open(linkTo(server, bin, '/1'))

  await page.getByText('larger than 10 bytes').first().waitFor()
})

test('copy as curl makes a command that sends the same bytes again', async () => {
  const bin = await server.mint()
  await post(`${bin.captureUrl}/it's?q=a b`.replace(' ', '%20'), `{"quote":"it's \\"so\\""}`)
  const { page, panel } = await browser.open(linkTo(server, bin, '/1'))
  await panel.getByText('quote').waitFor()

  await page.keyboard.press('c')
  await page.getByText('Copied as curl').waitFor()

  await expect.poll(() => copied(page)).toMatch(/^curl /)
  expect(await copied(page)).toContain(`/in/${bin.id}/it`)
})

test('keys lead through list and tabs', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3, { concurrency: 1 })
  const { page, row } = await browser.open(linkTo(server, bin))
  await row('/n/3').waitFor()

  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'POST /n/3' }).waitFor()
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'POST /n/2' }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('heading', { name: 'POST /n/3' }).waitFor()
  await page.keyboard.press('3')

  await expect.poll(() => page.url()).toContain('/3?tab=headers')
})

test('back and forward move between requests', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 2, { concurrency: 1 })
  const { page, row } = await browser.open(linkTo(server, bin))

  await row('/n/2').click()
  await page.getByRole('heading', { name: 'POST /n/2' }).waitFor()
  await row('/n/1').click()
  await page.getByRole('heading', { name: 'POST /n/1' }).waitFor()
  await page.goBack()

  await page.getByRole('heading', { name: 'POST /n/2' }).waitFor()
})

test('a note and a pin are kept', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page, tab, panel, row } = await browser.open(linkTo(server, bin, '/1'))

  await tab('Notes').click()
  await panel.getByRole('textbox').fill('the one that failed')
  await page.keyboard.press('Escape')
  await page.keyboard.press('p')

  await row('pinned').waitFor()
  await row('has a note').waitFor()
  // At once: leaving the page saves what still waits for a pause in typing.
  await page.reload()
  await expect.poll(() => panel.getByRole('textbox').inputValue()).toBe('the one that failed')
})

test('a deleted request can be brought back until it is gone', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 2, { concurrency: 1 })
  const { page, row, rows } = await browser.open(linkTo(server, bin))
  await row('/n/1').click()
  await page.getByRole('heading', { name: 'POST /n/1' }).waitFor()

  await page.keyboard.press('#')
  await expect.poll(() => rows.count()).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()

  await expect.poll(() => rows.count()).toBe(2)
})

test('all requests are deleted after a question', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3)
  const { page, row } = await browser.open(linkTo(server, bin))
  await row('/n/1').waitFor()

  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByText('Delete all requests…').click()
  await page.getByRole('button', { name: 'Delete all requests' }).click()

  await page.getByText('Waiting for the first request').waitFor()
})

test('several bins live side by side', async () => {
  const first = await server.mint({ id: 'first-one' })
  const { page } = await browser.open(linkTo(server, first))
  await page.getByText('Waiting for the first request').waitFor()

  await page.getByTitle(/switch or manage/).click()
  await page.getByText('New bin…').click()
  await page.getByRole('dialog').getByRole('textbox').first().fill('second-one')
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^(Make|Create|Mint)/ })
    .click()
  await expect.poll(() => page.url()).toBe(`${server.url}/b/second-one`)
  await page.getByTitle(/switch or manage/).click()
  await page.getByRole('button', { name: 'first-one' }).click()

  await expect.poll(() => page.url()).toBe(`${server.url}/b/first-one`)
})

test('what is selected and looked at stays put while requests arrive above it', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 100, { concurrency: 1 })
  const { page, row, rows } = await browser.open(linkTo(server, bin))
  await rows.first().waitFor()
  await page.locator('.list-scroll').evaluate((list) => list.scrollTo(0, 1_500))
  const looked = row('/n/70')
  await looked.click()
  await page.getByRole('heading', { name: 'POST /n/70' }).waitFor()
  await looked.and(page.locator('[aria-selected=true]')).waitFor()
  const before = await looked.boundingBox()

  await postMany(bin.captureUrl, 12, { from: 101 })
  await page.getByRole('button', { name: '12 new' }).waitFor()

  await expect.poll(() => looked.boundingBox()).toEqual(before)
  expect(await looked.getAttribute('aria-selected')).toBe('true')
})
