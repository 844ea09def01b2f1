// Looks for barriers in a page as it stands, in both themes.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/**
 * Each violation with the first element it was found on. The themes differ in colours alone, so in the other one only
 * contrast is looked at. `within` is a selector: the rest of the page was looked at before.
 */
export async function findBarriers(page: Page, within = 'html'): Promise<readonly string[]> {
  // Evaluated by the debugger, which the page's policy does not bind. Half a megabyte: once per document.
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(`{${axe}}`)
  const found = await run(page, within, '')
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark', reducedMotion: 'reduce' })
  const inOther = await run(page, within, "runOnly: ['color-contrast']")
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })
  return [...found, ...inOther.map((text) => `in the other theme: ${text}`)]
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
