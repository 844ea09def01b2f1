// What a page has beside its elements, its address among it. It changes after what one sees of it, so tests poll it.

import type { Page } from 'playwright-core'

/** The text in the clipboard. */
export const copied = (page: Page): Promise<string> =>
  page.evaluate(() => navigator.clipboard.readText())

/** How wide the page is, what could be scrolled to included, whatever its style forbids. */
export const widthOf = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { body, documentElement } = document
    const widths = [documentElement, body, document.getElementById('app')].map(
      (element) => element?.scrollWidth ?? 0,
    )
    return Math.max(...widths)
  })

/** The accessible label, else the id, of what has the focus. */
export const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const element = document.activeElement
    return element?.getAttribute('aria-label') ?? element?.id ?? ''
  })

/** To another address of the page as a link within it leads there: nothing is loaded again. */
export const goWithin = (page: Page, path: string): Promise<void> =>
  page.evaluate((to) => {
    history.pushState(null, '', to)
    dispatchEvent(new PopStateEvent('popstate'))
  }, path)
