import { randomBytes } from 'node:crypto'
import type { Locator, Page } from 'playwright-core'
import { expect, onTestFinished, test } from 'vitest'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { focused } from '../support/page-state.ts'
import { sendRaw } from '../support/raw-http.ts'
import { getRules, type Keyed, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
const browser = useBrowser()

test('a rule is dragged to another place, by mouse or by thumb beyond what is in sight, or put back', async () => {
  const bin = await server.mint()
  await setNumbered(bin, 20)
  const { page } = await browser.open(linkTo(server, bin, '/rules'), wide)
  const hold = await holdAt(page, handleOf(page, 1))

  await hold(handleOf(page, 3))
  await page.keyboard.press('Escape')
  await page.mouse.up()
  expect(await page.getByRole('button', { name: 'Save' }).count()).toBe(0)
  await (await holdAt(page, handleOf(page, 2)))(handleOf(page, 4))
  await page.mouse.up()
  await page.getByText('Rule 2 moved to 4 of 20').waitFor()
  await expect.poll(() => focused(page)).toBe('Move Rule 2, number 4: arrow keys')
  await page.keyboard.press('Home')
  await page.getByText('Rule 2 moved to 1 of 20').waitFor()
  await save(page)
  await page.setViewportSize(narrow)
  await dragToTheEndWithThumb(page, handleOf(page, 3))
  await page.getByText('Rule 3 moved to 20 of 20').waitFor()
  await save(page)

  const { rules } = await getRules(server, bin)
  expect(rules.slice(0, 4).map(({ id }) => id)).toEqual(['r2', 'r1', 'r4', 'r5'])
  expect(rules.at(-1)?.id).toBe('r3')
})

test('a deleted rule comes back to its place, whatever was edited and saved meanwhile', async () => {
  const bin = await server.mint()
  await setNumbered(bin, 3)
  const { page } = await browser.open(linkTo(server, bin, '/rules/r2'), wide)

  await page.getByRole('button', { name: 'More for this rule' }).click()
  await page.getByText('Delete the rule').click()
  await page.getByLabel('Status', { exact: true }).fill('503')
  await save(page)
  expect((await getRules(server, bin)).rules.map(({ id }) => id)).toEqual(['r1', 'r3'])
  await page.getByRole('button', { name: 'Add a rule' }).click()
  await page.getByLabel('Name', { exact: true }).fill('New')
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect.poll(() => page.getByLabel('Name', { exact: true }).inputValue()).toBe('Rule 2')
  await save(page)
  await page.getByRole('button', { name: 'Presets' }).click()
  await page.getByRole('button', { name: /^Gone/ }).click()
  await page.getByText('“Gone” answers first').waitFor()
  await page.getByLabel('Status', { exact: true }).fill('404')
  await page.getByRole('button', { name: 'Undo' }).last().click()
  await save(page)

  const { rules } = await getRules(server, bin)
  expect(rules.map(({ name, then }) => [name, then])).toEqual([
    ['New', { status: 200 }],
    ['Rule 1', { status: 201 }],
    ['Rule 2', { status: 404 }],
    ['Rule 3', { status: 503 }],
  ])
})

test('a file answers byte for byte, below headers in the order they were put in; one too large is not taken', async () => {
  const bin = await server.mint()
  const bytes = randomBytes(5_000)
  const then = { headers: [['X-One', '1'] as const, ['X-Two', '2'] as const] }
  await setRules(server, bin, { rules: [{ id: 'file', name: 'File', when: '', then }] })
  const { page, complaints } = await browser.open(linkTo(server, bin, '/rules/file'), wide)
  await page.getByRole('group', { name: 'Body' }).getByText('File').click()
  const input = page.getByLabel('File to answer with')

  await input.setInputFiles({
    name: 'film.mp4',
    mimeType: 'video/mp4',
    buffer: Buffer.alloc(300_000),
  })
  await page.getByText('film.mp4 has 300,000 bytes: a body may have up to 262,144 bytes.').waitFor()
  await input.setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: bytes })
  await page.getByText('5,000 bytes, image/png').waitFor()
  await handleNamed(page, 'Content-Type').press('ArrowUp')
  await expect.poll(() => focused(page)).toBe('Move Content-Type, number 2: arrow keys')
  await (await holdAt(page, handleNamed(page, 'X-Two')))(handleNamed(page, 'X-One'))
  await page.mouse.up()
  await save(page)

  const { pathname } = new URL(bin.captureUrl)
  const answer = await sendRaw(
    server.port,
    `GET ${pathname} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n`,
  )
  const [head = '', ...rest] = answer.split('\r\n\r\n')
  expect(head.match(/^(X-\w+|Content-Type): .*$/gm)).toEqual([
    'X-Two: 2',
    'X-One: 1',
    'Content-Type: image/png',
  ])
  expect(Buffer.from(rest.join('\r\n\r\n'), 'latin1').equals(bytes)).toBe(true)
  expect(complaints).toEqual([])
})

/** Rule 1 answers 201, and so on. */
async function setNumbered(bin: Keyed, count: number): Promise<void> {
  const rules = Array.from({ length: count }, (_, index) => ({
    id: `r${index + 1}`,
    name: `Rule ${index + 1}`,
    when: '',
    then: { status: 201 + index },
  }))
  await setRules(server, bin, { rules })
}

async function save(page: Page): Promise<void> {
  await page.keyboard.press('Control+s')
  await page.getByText('Saved', { exact: true }).waitFor()
}

function handleOf(page: Page, rule: number): Locator {
  return handleNamed(page, `Rule ${rule}`)
}

function handleNamed(page: Page, name: string): Locator {
  return page.getByRole('button', { name: `Move ${name},` })
}

async function middleOf(element: Locator): Promise<{ x: number; y: number }> {
  const box = await element.boundingBox()
  if (!box) throw new Error('It is not in sight.')
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 }
}

/** Presses the mouse there, and returns what takes it on. */
async function holdAt(page: Page, handle: Locator) {
  const { x, y } = await middleOf(handle)
  await page.mouse.move(x, y)
  await page.mouse.down()
  return async (to: Locator) => {
    const end = await middleOf(to)
    await page.mouse.move(x, end.y, { steps: 4 })
  }
}

/** Down to the edge, where the list scrolls by until its last line is in sight. */
async function dragToTheEndWithThumb(page: Page, handle: Locator): Promise<void> {
  const session = await page.context().newCDPSession(page)
  onTestFinished(() => session.detach())
  await handle.scrollIntoViewIfNeeded()
  const { x, y } = await middleOf(handle)
  const touch = (type: 'touchStart' | 'touchMove', at: number) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: [{ x, y: at }] })
  await touch('touchStart', y)
  await touch('touchMove', y + 20)
  await touch('touchMove', narrow.height - 4)
  const list = page.getByRole('navigation', { name: 'Who answers, in order' })
  const isAtEnd = (element: Element) =>
    element.scrollTop + element.clientHeight >= element.scrollHeight - 1
  await expect.poll(() => list.evaluate(isAtEnd)).toBe(true)
  await session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] })
}
