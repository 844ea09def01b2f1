// One page for one test after another: each finds it as if new. What the page has loaded and compiled is not loaded and
// compiled again, which is most of what a new one costs.

import type { Browser, Page } from 'playwright-core'
import { onTestFinished } from 'vitest'
import { newPage, type OpenedPage, openPage, type PageOptions, show } from './browser.ts'

export interface ReusedPage {
  /** The page; while a test has it already, another of its own storage. */
  open(url: string, options: PageOptions): Promise<OpenedPage>
}

export function reusePage(browser: Browser): ReusedPage {
  let kept: Awaited<ReturnType<typeof newPage>> | undefined
  let isTaken = false

  return {
    async open(url, options) {
      if (isTaken) return await openPage(browser, url, options)
      isTaken = true
      const opened = kept ?? (await newPage(browser))
      kept = undefined
      opened.complaints.length = 0
      onTestFinished(async () => {
        isTaken = false
        if (await leave(opened.page)) kept = opened
        else await opened.context.close()
      })
      await show(opened.page, url, options)
      return opened
    },
  }
}

/** Ends what runs in the page and forgets what it kept. Fails when the server is gone: a page cannot be had back then. */
async function leave(page: Page): Promise<boolean> {
  try {
    for (const other of page.context().pages()) if (other !== page) await other.close()
    // Of the same origin, so that the browser keeps the process and the storage is the inspector's.
    await page.goto(new URL('/favicon.svg', page.url()).href)
    await page.evaluate(() => {
      localStorage.clear()
      sessionStorage.clear()
    })
    return true
  } catch {
    return false
  }
}
