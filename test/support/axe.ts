// Looks for barriers in a page as it stands, in both themes.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** In a block, for what it declares to be no name of the page's. */
const axe = `{${source}}`

/**
 * Each violation with the first element it was found on. The themes differ in colours alone, so in the other one only
 * contrast is looked at. `within` is a selector: the rest of the page was looked at before.
 */
export async function findBarriers(page: Page, within = 'html'): Promise<readonly string[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await bringIn(page)
  const found = await run(page, within, '')
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark', reducedMotion: 'reduce' })
  const inOther = await run(page, within, "runOnly: ['color-contrast']")
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })
  return [...found, ...inOther.map((text) => `in the other theme: ${text}`)]
}

/**
 * Evaluated by the debugger, which the page's policy does not bind, and without Playwright's wrapping: half a megabyte
 * that V8 then knows from the documents before, compiled.
 */
async function bringIn(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page)
  await session.send('Runtime.evaluate', { expression: axe })
  await session.detach()
}

/** Only what is wrong is told of, and only in words: that halves the time. */
function run(page: Page, within: string, rules: string): Promise<readonly string[]> {
  const options = `{ iframes: false, preload: false, resultTypes: ['violations'], ${rules} }`
  return page.evaluate(
    `axe.run(${JSON.stringify(within)}, ${options}).then(({ violations }) => violations.map(${inWords}))`,
  )
}

/** Runs in the page. */
function inWords({ id, nodes }: AxeResults['violations'][number]): string {
  return `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`
}
