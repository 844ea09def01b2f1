import { expect, test } from 'vitest'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { widthOf } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

/** An issue as GitHub tells of it, with what differs each time. */
async function postIssue(url: string, delivery: string, issue: object): Promise<void> {
  await fetch(`${url}/hook?attempt=1`, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      'X-GitHub-Event': 'issues',
      'X-GitHub-Delivery': delivery,
    },
    body: JSON.stringify({ action: 'opened', issue, same: Array.from({ length: 30 }, () => 0) }),
  })
}

test('d compares with the previous of the same event, without its noise', async () => {
  const bin = await server.mint()
  await postIssue(bin.captureUrl, 'one', { id: 1, title: 'Broken door', labels: ['a', 'b'] })
  await post(`${bin.captureUrl}/else`, '{}')
  await postIssue(bin.captureUrl, 'two', {
    id: 2,
    title: 'Broken window',
    labels: ['new', 'a', 'b'],
  })
  const { page, complaints } = await browser.open(linkTo(server, bin, '/3'))
  const summary = page.locator('.compare-summary')
  await page.getByText('"Broken window"').waitFor()

  await page.keyboard.press('d')
  await expect
    .poll(() => summary.innerText())
    .toMatch(/^2 values of the body differ, \d differences muted as noise\.$/)
  expect(page.url()).toContain('/3?compare=1')
  await page.locator('mark').filter({ hasText: 'window' }).waitFor()
  await page.getByRole('button', { name: /\d+ equal lines/ }).click()
  await expect.poll(() => page.getByText(/equal lines/).count()).toBe(0)

  await page.keyboard.press('n')
  const details = page.getByRole('region', { name: 'This difference' })
  await details.getByText('$.issue.title').waitFor()
  await page.keyboard.press('n')
  await details.getByText('$.issue.labels[0]').waitFor()
  await details.getByRole('button', { name: 'Ignore this path' }).click()
  await expect.poll(() => summary.innerText()).toMatch(/^1 value of the body differs, /)
  await details.getByRole('button', { name: 'Stop ignoring this path' }).click()
  await expect.poll(() => summary.innerText()).toMatch(/^2 values of the body differ, /)

  await page.getByRole('button', { name: 'Swap the sides' }).click()
  await expect.poll(() => page.url()).toContain('/1?compare=3')
  await page.goBack()
  await page.getByRole('heading', { name: 'issues' }).waitFor()
  await page.goForward()
  await page.getByRole('link', { name: '#1 issues' }).click()
  await expect.poll(() => page.url()).toMatch(/\/1$/)
  expect(complaints).toEqual([])
})

test('what is noise can be edited, and a wrong path says why', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, '{"id":1,"meta":{"run":1}}')
  await post(bin.captureUrl, '{"id":2,"meta":{"run":2}}')
  const { page } = await browser.open(linkTo(server, bin, '/2?compare=1'))
  const summary = page.locator('.compare-summary')
  await page.getByText('1 value of the body differs, 1 difference muted as noise.').waitFor()

  await page.getByRole('button', { name: 'Noise…' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('textbox').fill('meta.run')
  await page.keyboard.press('Enter')
  await dialog.getByText('not with meta').waitFor()
  await dialog.getByRole('textbox').fill('body.meta.*')
  await page.keyboard.press('Enter')
  await dialog.getByRole('button', { name: 'Remove body.meta.*' }).waitFor()
  await dialog.getByRole('button', { name: 'Remove body.**.id' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.reload()
  await expect
    .poll(() => summary.innerText())
    .toBe('1 value of the body differs, 1 difference muted as noise.')
  await page.getByRole('button', { name: 'Changed at $.id' }).waitFor()

  await page.getByRole('button', { name: 'Noise…' }).click()
  await dialog.getByRole('button', { name: 'Reset to defaults' }).click()
  await dialog.getByRole('button', { name: 'Done' }).click()
  await page.getByRole('button', { name: 'Changed at $.meta.run' }).waitFor()
})

test('two requests are marked and compared at 360 px, one below the other', async () => {
  const bin = await server.mint()
  const word = 'w'.repeat(3_000)
  await post(`${bin.captureUrl}/a`, `{"long":"${word}","n":1}`)
  await post(`${bin.captureUrl}/b`, `{"long":"${word}!","n":1}`)
  const { page, row } = await browser.open(linkTo(server, bin, '/1'), narrow)

  await page.getByRole('button', { name: 'More' }).last().click()
  await page.getByRole('button', { name: 'Mark for comparison' }).click()
  await page.getByText('Choose another request to compare it with').waitFor()
  await page.getByRole('button', { name: 'Back to the list' }).click()
  await row('marked for comparison').waitFor()
  await row('/b').click()
  await page.getByRole('button', { name: 'Compare with #2' }).click()

  await page.getByText('The path differs, 1 value of the body differs').waitFor()
  const cellOf = (side: string) =>
    page
      .locator('.is-changed .diff-cell')
      .and(page.locator(`.${side}`))
      .last()
      .boundingBox()
  await expect
    .poll(async () => {
      const [left, right] = [await cellOf('left'), await cellOf('right')]
      return left && right && { apartX: right.x - left.x, isBelow: right.y > left.y }
    })
    .toEqual({ apartX: 0, isBelow: true })
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
  await page.getByRole('button', { name: 'Choose another request for the right' }).click()
  await page.getByRole('searchbox', { name: 'Find a request' }).fill('nothing')
  await page.getByText('No other request here is like that').waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'Back', exact: true }).click()
  await page.getByRole('heading', { name: 'POST /b' }).waitFor()
})

test('large bodies are compared by a worker that can be cancelled, and bytes by their first difference', async () => {
  const bin = await server.mint()
  const items = (changed: number) =>
    JSON.stringify(Array.from({ length: 20_000 }, (_, n) => ({ n, v: n === changed ? 'x' : 'y' })))
  await post(bin.captureUrl, items(-1))
  await post(bin.captureUrl, items(15_000))
  const bytes = Uint8Array.from({ length: 5_000 }, (_, n) => n % 251)
  await post(bin.captureUrl, bytes)
  await post(bin.captureUrl, bytes.with(4_000, 255))
  const { page } = await browser.open(linkTo(server, bin, '/2?compare=1'))

  await page.getByText('1 value of the body differs').waitFor()
  await page.getByRole('button', { name: 'Changed at $[15000].v' }).waitFor()
  // The worker is kept from starting, so that there is something to cancel.
  await page.route(/compare-worker/, () => {})
  await page.reload()
  await page.getByRole('button', { name: 'Cancel' }).click()
  await page.getByText('The bodies were not compared.').waitFor()
  await page.unroute(/compare-worker/)
  await page.getByRole('button', { name: 'Compare them' }).click()
  await page.getByText('1 value of the body differs').waitFor()
  await page.goto(linkTo(server, bin, '/4?compare=3'))

  await page.getByText('The first byte that differs is at offset 4,000 (0xfa0).').waitFor()
  await page.goto(linkTo(server, bin, '/4?compare=4'))
  await page.getByText('the same request on both sides').waitFor()
  await page.goto(linkTo(server, bin, '/4?compare=999'))
  await page.getByRole('heading', { name: 'These two cannot be compared' }).waitFor()
  await page.getByRole('button', { name: 'Back to the request' }).click()
  await page.getByRole('heading', { name: 'POST /' }).waitFor()
})

test('an attempt is compared with the one before it', async () => {
  const receiver = await startReceiver(201)
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page, tab, panel } = await browser.open(linkTo(server, bin, '/1?replay'))
  const target = page.getByRole('textbox', { name: 'Target' })
  for (const url of ['http://localhost:1/', receiver.url]) {
    await target.fill(url)
    await page.keyboard.press('Enter')
    await page
      .locator('.drawer-result')
      .getByText(url === receiver.url ? '201 Created' : 'Nothing is listening')
      .waitFor()
  }
  await page.keyboard.press('Escape')
  await tab('Deliveries').click()

  await panel.getByRole('button', { name: 'Compare with the attempt before' }).click()

  await page.getByText(/^The status and the error differ.* only the right has a body/).waitFor()
  await page.getByRole('button', { name: 'Only on the right at answer.status' }).waitFor()
  expect(page.url()).toMatch(/compare=[\w-]+\.\.[\w-]+/)
})
