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
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(`if (!window.axe) {${axe}}`)
  const found = await run(page, within, '')
  const isDark = await page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  await page.emulateMedia({ colorScheme: isDark ? 'light' : 'dark', reducedMotion: 'reduce' })
  const inOther = await run(page, within, "runOnly: ['color-contrast']")
  await page.emulateMedia({ colorScheme: isDark ? 'dark' : 'light' })
  return [...found, ...inOther.map((text) => `in the other theme: ${text}`)]
}

/** Only what is wrong is told of: that halves the time. */
async function run(page: Page, within: string, rules: string): Promise<readonly string[]> {
  const options = `{ iframes: false, preload: false, resultTypes: ['violations'], ${rules} }`
  const results = await page.evaluate(`axe.run(${JSON.stringify(within)}, ${options})`)
  // axe.run says what it returns; evaluate cannot know.
  return (results as AxeResults).violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`,
  )
}
