// The inspector as a user has it: one browser per process, a page, and the words to act on it.

import type { Locator, Page } from 'playwright-core'
import { test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { launchBrowser, type PageOptions } from './browser.ts'
import { inspectorReady } from './inspector-ready.ts'
import { type ReusedPage, reusePage } from './reused-page.ts'
import type { TestServer } from './server.ts'

export const wide = { width: 1440, height: 900 }
export const narrow = { width: 360, height: 740 }

export interface InspectorView {
  readonly page: Page
  readonly complaints: readonly string[]
  /** The list's rows that are in the page, top to bottom. */
  readonly rows: Locator
  row(text: string | RegExp): Locator
  tab(name: string): Locator
  /** What the chosen tab shows. */
  readonly panel: Locator
}

/** The browser of this process. Its page serves one test after another. */
export function useBrowser(): { open(url: string, options?: PageOptions): Promise<InspectorView> } {
  let shared: ReusedPage
  inProcess.beforeAll(({ reusedPage }) => {
    shared = reusedPage
  })
  return {
    async open(url, options = {}) {
      const { page, complaints } = await shared.open(url, options)
      return viewOf(page, complaints)
    },
  }
}

// Launching one is dear, and a page that comes back to a server has compiled what it serves.
const inProcess = test.extend('reusedPage', { scope: 'worker' }, async ({}, { onCleanup }) => {
  await inspectorReady()
  const browser = await launchBrowser()
  onCleanup(() => browser.close())
  return reusePage(browser)
})

export function viewOf(page: Page, complaints: readonly string[]): InspectorView {
  return {
    page,
    complaints,
    rows: page.getByRole('option'),
    row: (text) => page.getByRole('option').filter({ hasText: text }),
    tab: (name) => page.getByRole('tab', { name: new RegExp(`^${name}`) }),
    panel: page.getByRole('tabpanel'),
  }
}

/** The address that opens a bin with its owner key, as a share link does. */
export function linkTo(
  server: Pick<TestServer, 'url'>,
  { id, ownerKey }: Pick<MintedBin, 'id' | 'ownerKey'>,
  rest = '',
): string {
  return `${server.url}/b/${id}${rest}#key=${ownerKey}`
}

/** What the browser keeps for the page, as text. */
export function storageOf(page: Page): Promise<string> {
  return page.evaluate(() => JSON.stringify({ ...localStorage }))
}
