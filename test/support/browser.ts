// A real browser for tests, wherever one is to be found, so that a fresh machine needs no manual step.

import { existsSync } from 'node:fs'
import chromiumPackage from '@sparticuz/chromium'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { onTestFinished } from 'vitest'

const usesPackage =
  !process.env.HOOKLENS_TEST_BROWSER && process.platform === 'linux' && process.arch === 'x64'

/**
 * How many times slower the pages run than they could, and answers with them. For finding tests that do not wait for what
 * they look at: `HOOKLENS_TEST_SLOWNESS=6 npx vitest run test/e2e`.
 */
const slowness = Number(process.env.HOOKLENS_TEST_SLOWNESS ?? 1)

const flags = ['--no-sandbox', '--disable-background-networking', '--hide-scrollbars']

/** Unpacks the npm package's Chromium where it is used, before test files that run side by side would do it twice. */
export async function unpackBrowser(): Promise<void> {
  if (usesPackage) await chromiumPackage.executablePath()
}

/** Chromium from the npm package on Linux; elsewhere Playwright's own or an installed Chrome. */
export async function launchBrowser(): Promise<Browser> {
  const named = process.env.HOOKLENS_TEST_BROWSER
  if (named) return await chromium.launch({ executablePath: named, args: flags })
  if (usesPackage) {
    const executablePath = await chromiumPackage.executablePath()
    return await chromium.launch({ executablePath, args: flags })
  }
  if (existsSync(chromium.executablePath())) return await chromium.launch({ args: flags })
  try {
    return await chromium.launch({ channel: 'chrome', args: flags })
  } catch (cause) {
    throw new Error(
      'The browser tests found no browser. Install Google Chrome, run `npx playwright-core install chromium`, ' +
        'or set HOOKLENS_TEST_BROWSER to the path of a Chromium.',
      { cause },
    )
  }
}

export interface PageOptions {
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
}

export interface OpenedPage {
  readonly page: Page
  readonly context: BrowserContext
  /** Everything the page complained about: errors thrown, console errors, CSP violations. */
  readonly complaints: readonly string[]
}

/** A page of its own storage, closed when the test is over. */
export async function openPage(
  browser: Browser,
  url: string,
  options: PageOptions = {},
): Promise<OpenedPage> {
  const opened = await newPage(browser)
  onTestFinished(() => opened.context.close())
  await show(opened.page, url, options)
  return opened
}

/** An empty page of its own storage, for the caller to close. */
export async function newPage(browser: Browser) {
  const context = await browser.newContext({ permissions: ['clipboard-read', 'clipboard-write'] })
  const page = await context.newPage()
  if (slowness > 1) await slowDown(page)
  // Shorter than a test's, so that what fails says what it waited for.
  page.setDefaultTimeout(10_000 * slowness)
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text())
  })
  return { page, context, complaints }
}

async function slowDown(page: Page): Promise<void> {
  const context = page.context()
  const session = await context.newCDPSession(page)
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowness })
  await session.send('Network.enable')
  const throughput = { downloadThroughput: -1, uploadThroughput: -1 }
  const connect = async (offline: boolean) => {
    const conditions = { offline, latency: 30 * slowness, ...throughput }
    await session.send('Network.emulateNetworkConditions', conditions)
  }
  // Playwright's own would be one of two that have a say.
  context.setOffline = connect
  await connect(false)
}

/** Loads an address as on a screen of the size and colours asked for. */
export async function show(
  page: Page,
  url: string,
  { width = 1440, height = 900, dark = false }: PageOptions,
): Promise<void> {
  const size = page.viewportSize()
  // Resizing is a tenth of what a page costs that is opened again.
  if (size?.width !== width || size.height !== height) await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: null })
  await page.goto(url)
}
