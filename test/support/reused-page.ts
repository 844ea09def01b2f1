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
  let kept: Awaited<ReturnType<typeof newWatched>> | undefined
  let isTaken = false

  return {
    async open(url, options) {
      if (isTaken) return await openPage(browser, url, options)
      isTaken = true
      const opened = kept ?? (await newWatched(browser))
      kept = undefined
      opened.complaints.length = 0
      onTestFinished(async () => {
        isTaken = false
        if (!opened.hasAdditions() && (await leave(opened.page))) kept = opened
        else await opened.context.close()
      })
      await show(opened.page, url, options)
      return opened
    },
  }
}

/** What leaving a page does not take away: a page with it is not used again. */
const additions = [
  'addInitScript',
  'exposeFunction',
  'exposeBinding',
  'route',
  'routeFromHAR',
  'routeWebSocket',
] as const

async function newWatched(browser: Browser) {
  const opened = await newPage(browser)
  const { page } = opened
  let isAdded = false
  for (const name of additions) {
    const add = page[name]
    Reflect.set(page, name, (...args: unknown[]) => {
      isAdded = true
      return Reflect.apply(add, page, args)
    })
  }
  return { ...opened, hasAdditions: () => isAdded }
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
