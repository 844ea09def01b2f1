import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { post } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[D5] a request is edited in every part, sent, and the edit kept until it is reset', async () => {
  const receiver = await startReceiver()
  const bin = await server.mint()
  const headers = { 'Content-Type': 'application/json', 'X-One': '1', 'X-Two': '2' }
  const body = '{"total":12.50}'
  await fetch(`${bin.captureUrl}/orders?a=1`, { method: 'POST', headers, body })
  await post(bin.captureUrl, 'other')
  const { page, row, complaints } = await browser.open(linkTo(server, bin, '/1'), {
    ...wide,
    dark: true,
  })
  const drawer = page.getByRole('complementary')
  const part = (name: string) => drawer.getByRole('button', { name: new RegExp(`^${name}`) })
  await page.getByRole('tab', { name: /^Body/ }).waitFor()

  await page.keyboard.press('e')
  await drawer.getByRole('textbox', { name: 'Target' }).fill('3000')
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await page.keyboard.press('e')
  await drawer.getByRole('textbox', { name: 'Body to send' }).waitFor()
  await expect.poll(() => page.evaluate(focusedName)).toBe('Body to send')
  await page.keyboard.press('Control+End')
  await page.keyboard.press('Backspace')
  await page.keyboard.type(',"more":[]}')
  await part('Method and path').click()
  await drawer.getByRole('combobox', { name: 'Method' }).fill('PUT')
  await drawer.getByRole('textbox', { name: 'Path' }).fill('/orders/5 6')
  await drawer.getByText('A path holds no spaces').waitFor()
  await drawer.getByRole('textbox', { name: 'Target' }).fill(`${receiver.url}/hook`)
  await drawer.getByRole('button', { name: 'Send', disabled: true }).waitFor()
  await drawer.getByRole('textbox', { name: 'Path' }).fill('/orders/5')
  await drawer.getByText(`→ ${receiver.url}/hook/orders/5?a=1`).waitFor()
  await part('Headers').click()
  await drawer.getByText(`sent as localhost:${receiver.port}`).waitFor()
  await drawer.getByText('left out: It concerns only').first().waitFor()
  await drawer.getByRole('button', { name: /^Move X-Two/ }).press('ArrowUp')
  await page.keyboard.press('ArrowUp')
  await drawer.getByRole('button', { name: 'Remove X-One' }).click()
  const handle = (name: string) => drawer.getByRole('button', { name: `Move ${name},` })
  await handle('host').dragTo(handle('X-Two'), { targetPosition: { x: 9, y: 24 } })
  await drawer.getByRole('button', { name: 'Add a header' }).click()
  await drawer.locator('.header-row input:focus').waitFor()
  await page.keyboard.type('X-Two')
  await page.keyboard.press('Tab')
  await page.keyboard.type('again')
  expect(await findBarriers(page, '.drawer')).toEqual([])
  await page.keyboard.press('Control+Enter')
  await page.getByText('200 OK').waitFor()

  expect(receiver.received).toMatchObject([
    { method: 'PUT', url: '/hook/orders/5?a=1', body: '{"total":12.50,"more":[]}' },
  ])
  const [delivery] = await deliveries()
  expect(delivery?.edited).toEqual(['method', 'path', 'headers', 'body'])
  expect(delivery?.request.headers.filter(([name]) => /^(x-|host$)/i.test(name))).toEqual([
    ['X-Two', '2'],
    ['host', `localhost:${receiver.port}`],
    ['X-Two', 'again'],
  ])

  await row('other').click()
  await page.getByRole('heading', { name: 'Replay #2' }).waitFor()
  expect(await drawer.getByText('edited').count()).toBe(0)
  await page.goBack()
  await drawer.getByText('4 parts edited').waitFor()
  await page.reload()
  await drawer.getByText('4 parts edited').waitFor()
  await page.keyboard.press('Control+Enter')
  await drawer.getByText('The answer is the same').waitFor()
  await drawer.getByRole('button', { name: 'Compare' }).click()
  await page.getByRole('heading', { name: 'Answer' }).waitFor()
  await page.goBack()
  await part('Repeat').click()
  await drawer.getByLabel('Times').fill('2')
  await drawer.getByRole('button', { name: 'Send 2 times' }).click()
  const outcome = page.getByRole('dialog')
  await outcome
    .getByText(/2 of 2|the same/i)
    .first()
    .waitFor()
  await expect
    .poll(() => receiver.received.slice(2).map(({ method }) => method))
    .toEqual(['PUT', 'PUT'])
  await page.keyboard.press('Escape')
  await outcome.waitFor({ state: 'detached' })
  await drawer.getByLabel('Times').fill('1')
  for (const name of ['method and path', 'headers', 'body']) {
    await drawer.getByRole('button', { name: `Reset ${name}` }).click()
  }
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => receiver.received.length).toBe(5)
  expect(receiver.received[4]).toMatchObject({
    method: 'POST',
    url: '/hook/orders?a=1',
    body: '{"total":12.50}',
  })
  expect(complaints).toEqual([])

  async function deliveries() {
    const routes = server.api(bin.ownerKey).api.bins[':bin']
    const answer = await routes.deliveries.$get({ param: { bin: bin.id }, query: { seq: '1' } })
    if (answer.status !== 200) throw new Error(`Listing answered ${answer.status}.`)
    return (await answer.json()).deliveries
  }
})

test('[D5] a binary body is replaced with a file, and r sends the request as captured without opening anything', async () => {
  const receiver = await startReceiver()
  const bin = await server.mint()
  await post(bin.captureUrl, 'GIF89a\0\x01')
  const { page, complaints } = await browser.open(linkTo(server, bin, '/1?replay'), narrow)
  const drawer = page.getByRole('complementary')

  await drawer.getByRole('button', { name: /^Body/ }).click()
  await drawer.getByText('The body is binary').waitFor()
  await drawer.locator('input[type=file]').setInputFiles({
    name: 'other.bin',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from('other'),
  })
  await drawer.getByText('other.bin').waitFor()
  await drawer.getByRole('textbox', { name: 'Target' }).fill(receiver.url)
  await page.keyboard.press('Control+Enter')
  await page.getByText('200 OK').waitFor()
  expect(await findBarriers(page, '.drawer')).toEqual([])
  await page.keyboard.press('Escape')
  await drawer.waitFor({ state: 'detached' })
  await page.keyboard.press('r')

  await page.getByText(/#1 to localhost:\d+: 200 OK in .* as captured; your edit waits/).waitFor()
  expect(await drawer.count()).toBe(0)
  expect(receiver.received.map(({ body }) => body)).toEqual(['other', 'GIF89a\0\x01'])
  expect(complaints).toEqual([])
})

/** Also within the editor's shadow root. */
function focusedName(): string | null | undefined {
  const active = document.activeElement
  return (active?.shadowRoot?.activeElement ?? active)?.getAttribute('aria-label')
}
