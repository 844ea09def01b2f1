import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { linkTo, useBrowser } from '../support/inspector.ts'
import { startTestServer } from '../support/server.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = useBrowser()

/** Sends one body and opens it, shown as `view`. */
async function openBody(type: string, body: string | Uint8Array, view?: string) {
  const server = await startTestServer()
  const bin = await server.mint()
  // A copy: what came from elsewhere may be backed by memory that fetch does not take.
  const sent = typeof body === 'string' ? body : Uint8Array.from(body)
  await fetch(bin.captureUrl, { method: 'POST', headers: { 'Content-Type': type }, body: sent })
  const opened = await browser.open(linkTo(server, bin, '/1?tab=body'))
  if (view) await opened.panel.getByText(view, { exact: true }).first().click()
  return opened
}

async function violations(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe)
  const results = await page.evaluate('axe.run(document)')
  // axe.run says what it returns; evaluate cannot know.
  return (results as AxeResults).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

test('the tree is walked, folded and copied from by keyboard alone', async () => {
  const json = '{"id":9007199254740993,"data":{"object":{"name":"Ada"}}}'
  const { page, complaints } = await openBody('application/json', json, 'Tree')
  const tree = page.getByRole('tree')
  const active = page.locator('[role=treeitem][aria-selected=true]')

  await tree.focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key)

  expect(await active.getAttribute('aria-expanded')).toBe('false')
  expect(await active.textContent()).toContain('"Ada"')
  expect(await tree.getByRole('treeitem').count()).toBe(3)
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  expect(await tree.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'))
  await page.getByRole('button', { name: 'Copy the path' }).click()
  await page.getByRole('button', { name: 'Copied the path' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('$.data.object.name')
  expect(await violations(page)).toEqual([])
  expect(complaints).toEqual([])
})

test.each([
  ['10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000)],
  [
    '50,000 keys',
    JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`key${n}`, n]))),
  ],
  ['a line of 900 kB', JSON.stringify(['x'.repeat(900_000)])],
  ['text that turns its direction', JSON.stringify({ file: 'exe.\u202egnp', '\u202e': 1 })],
])('[A3] a tree of %s draws a few rows and keeps the page alive', async (_what, json) => {
  const { page, tab, complaints } = await openBody('application/json', json, 'Tree')
  const tree = page.getByRole('tree')

  await tree.focus()
  for (const key of ['End', 'ArrowRight', 'ArrowDown', 'End']) await page.keyboard.press(key)

  expect(await tree.getByRole('treeitem').count()).toBeLessThan(120)
  await tab('Headers').click()
  await page.getByText('content-length', { exact: false }).first().waitFor()
  expect(complaints).toEqual([])
})
