import { expect, test } from 'vitest'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { focused } from '../support/page-state.ts'
import { post, postMany } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('the palette finds commands, requests and bins, and does what is chosen', async () => {
  const other = await server.mint({ id: 'the-other-one' })
  const bin = await server.mint()
  await postMany(bin.captureUrl, 3, { concurrency: 1 })
  const { page, row, complaints } = await browser.open(linkTo(server, other))
  await page.getByText('Waiting for the first request').waitFor()
  await page.goto(linkTo(server, bin))
  await row('/n/3').waitFor()
  const palette = page.getByRole('dialog', { name: 'Commands' })
  const field = palette.getByRole('combobox')
  const options = palette.getByRole('option')

  await page.keyboard.press('Control+k')
  await field.waitFor()
  await options.first().waitFor()
  // Nothing is open that could be copied.
  expect(await options.filter({ hasText: 'Copy as Go' }).count()).toBe(0)
  await field.fill('#2')
  await page.keyboard.press('Enter')
  await page.getByRole('heading', { name: 'POST /n/2' }).waitFor()
  await page.keyboard.press('Control+k')
  await field.fill('show head')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).toContain('tab=headers')
  await page.keyboard.press('Control+k')
  await field.fill('path:/n/1')
  await page.keyboard.press('Enter')
  await expect.poll(() => page.url()).toContain('q=path:/n/1')
  await page.keyboard.press('Control+k')
  await field.fill('other-one')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('ArrowUp')
  await page.keyboard.press('Enter')

  await expect.poll(() => page.url()).toBe(`${server.url}/b/the-other-one`)
  expect(complaints).toEqual([])
})

test('the palette puts what was done last first, and gives the focus back', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, '{}')
  const { page, row } = await browser.open(linkTo(server, bin, '/1'), narrow)
  await page.getByRole('heading', { name: 'POST /' }).waitFor()
  const palette = page.getByRole('dialog', { name: 'Commands' })
  const dialog = page.locator('dialog')

  await page.keyboard.press('Control+k')
  await palette.getByRole('combobox').fill('pin')
  await palette.getByRole('option', { name: 'Pin or unpin' }).click()
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')

  await expect.poll(() => palette.getByRole('option').first().innerText()).toContain('Pin or unpin')
  await page.keyboard.press('Control+k')
  await dialog.waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await row('pinned').waitFor()
})

test('single keys can be turned off, and the palette stays', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 2, { concurrency: 1 })
  const { page, row } = await browser.open(linkTo(server, bin, '/2?tab=body'))
  await row('/n/2').waitFor()

  await page.keyboard.press('?')
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  await help.getByText('Pin or unpin').waitFor()
  await help.getByRole('switch', { name: /^Single keys/ }).click()
  await page.keyboard.press('Escape')
  // Hidden is not yet gone: until then keys are the dialog's.
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('3')
  await page.keyboard.press('p')
  await page.keyboard.press('Control+k')
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await palette.getByRole('combobox').fill('show query')
  await expect.poll(() => palette.getByRole('option').first().textContent()).toMatch(/query/i)
  await page.keyboard.press('Enter')

  await expect.poll(() => page.url()).toContain('tab=query')
  expect(await row('pinned').count()).toBe(0)
})

test('a key pressed in the moment a dialog closes or opens is not lost', async () => {
  const bin = await server.mint()
  const { page } = await browser.open(linkTo(server, bin))
  const help = page.getByRole('dialog', { name: 'Keyboard' })
  const palette = page.getByRole('dialog', { name: 'Commands' })
  await page.getByText('Waiting for the first request').waitFor()
  await page.keyboard.press('?')

  const closing = help.getByRole('button', { name: 'Close' })
  const focusedAtOnce = await closing.evaluate(async (button: HTMLElement) => {
    button.click()
    window.dispatchEvent(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))
    // Rendered, and not yet painted.
    for (let n = 0; n < 5; n += 1) await null
    return document.activeElement?.role
  })
  expect(focusedAtOnce).toBe('combobox')
  await palette.getByRole('combobox').fill('help')

  await expect.poll(() => palette.getByRole('option').count()).toBeGreaterThan(0)
  await page.keyboard.press('Control+k')
  await expect.poll(() => page.locator('dialog').count()).toBe(0)
})

test('the keyboard alone leads from the empty page to a replay', async () => {
  const receiver = await startReceiver()
  const { page, complaints } = await browser.open(server.url)
  const textOfFocused = () => page.evaluate(() => document.activeElement?.textContent)
  const tabTo = async (name: string) => {
    for (let presses = 0; presses < 40 && (await textOfFocused()) !== name; presses++) {
      await page.keyboard.press('Tab')
    }
    expect(await textOfFocused()).toBe(name)
  }
  await page.getByText('Waiting for the first request').waitFor()

  // A sample stands in for the sender, which has no keyboard here.
  await page.getByRole('button', { name: 'GitHub push' }).waitFor()
  await tabTo('GitHub push')
  await page.keyboard.press('Enter')
  await page.getByRole('tabpanel').waitFor()
  await page.keyboard.press('j')
  await page.keyboard.press('Enter')
  await expect.poll(() => focused(page)).toBe('request-panel')
  await page.keyboard.press('e')
  await page.locator('[inputmode=url]:focus').waitFor()
  await page.keyboard.type(receiver.url)
  await page.keyboard.press('Control+Enter')
  await page.getByRole('complementary').getByText('200 OK').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('complementary').waitFor({ state: 'detached' })

  expect(receiver.received).toHaveLength(1)
  expect(complaints).toEqual([])
})
