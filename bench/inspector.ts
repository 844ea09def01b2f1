// Measures the inspector's budgets in a real browser, with 100,000 requests in the bin, and prints them:
// `npm run bench:inspector`, about a minute.

import type { Browser, Page } from 'playwright-core'
import { createApiClient } from '../server/client/api.ts'
import type { MintedBin } from '../server/wire/bins.ts'
import { launchBrowser } from '../test/support/browser.ts'
import { quantile } from './measure.ts'
import { type Measured, runLoad, startHooklens } from './processes.ts'
import { readSizes } from './sizes.ts'
import { kilobytes, ms, printHead, printRow, whole } from './table.ts'
import { type Probe, startProbe } from './web-probe.ts'

const many = 100_000

printHead()
measureSizes()
const server = await startHooklens('--max-requests', String(2 * many), '--max-bin-size', '4gb')
const browser = await launchBrowser()
try {
  await measureList(browser)
  await measureArrivals(browser)
  await measureBigBody(browser, 'JSON', 'application/json', manyOrders())
  await measureBigBody(browser, 'text', 'text/plain', manyLines())
} finally {
  await browser.close()
  await server.stop()
}

function measureSizes(): void {
  const { firstLoad, lazy } = readSizes()
  printRow('first load, gzip', kilobytes(firstLoad), '≤ 60 KB')
  for (const { name, bytes } of lazy.slice(0, 3)) {
    printRow(`lazy: ${name.replace(/-[\w-]{8}\./, '.')}`, kilobytes(bytes), '≤ 120 KB')
  }
}

async function measureList(from: Browser): Promise<void> {
  const bin = await mint(server)
  const load = { port: server.port, connections: 32, bodyBytes: 200, seconds: 300 }
  await runLoad({ ...load, path: `/in/${bin.id}`, requests: many / 2 })
  await runLoad({ ...load, path: `/in/${bin.id}/rare`, requests: 100 })
  await runLoad({ ...load, path: `/in/${bin.id}`, requests: many / 2 })
  const page = await open(from, bin)
  const list = page.locator('.list-scroll')

  const frames = await page.evaluate(scrollThrough, 4_000)
  frames.sort((a, b) => a - b)
  const late = frames.filter((gap) => gap > 25).length
  printRow(
    'scrolling, gap between frames',
    `p50 ${ms(quantile(frames, 0.5))}, p99 ${ms(quantile(frames, 0.99))}, ${late} of ${frames.length} late`,
    '60 a second',
  )
  const dragAt = performance.now()
  await list.evaluate((box) => box.scrollTo(0, box.scrollHeight))
  await page
    .locator('[data-seq="1"]')
    .waitFor({ timeout: 60_000 })
    .catch(() => undefined)
  const isThere = (await page.locator('[data-seq="1"]').count()) > 0
  printRow(
    `to the oldest of ${whole(many)}`,
    isThere ? ms(performance.now() - dragAt) : 'not within a minute',
    '',
  )
  printRow('rows in the page', whole(await page.evaluate(() => window.probe.mostRows())), '≤ 60')
  printRow('heap with all loaded', `${whole((await heapBytes(page)) / 1024 ** 2)} MB`, '')

  const filter = page.getByRole('combobox', { name: 'Filter the requests' })
  const times: number[] = []
  for (const text of ['path:/rare', 'method:PUT', 'path:/rare* size:>1', 'status:200 path:/rare']) {
    await filter.fill(text)
    // The grammar is fetched with the first key.
    await page.waitForTimeout(300)
    const before = await page.evaluate(() => window.probe.watchList())
    await filter.press('Enter')
    times.push(await page.evaluate((from) => window.probe.untilListChanged(from), before))
    await filter.fill('')
    await filter.press('Enter')
    await page.waitForTimeout(300)
  }
  times.sort((a, b) => a - b)
  printRow(`filter over ${whole(many)}, to the first paint`, ms(quantile(times, 0.5)), '≤ 150 ms')
  await page.context().close()
}

async function measureArrivals(from: Browser): Promise<void> {
  const bin = await mint(server)
  const path = `/in/${bin.id}`
  await runLoad({
    port: server.port,
    path,
    connections: 8,
    bodyBytes: 2_048,
    seconds: 60,
    requests: 5_000,
  })
  const page = await open(from, bin)
  await page.evaluate(() => window.probe.startTasks())
  await page.evaluate(() => window.probe.startArrivals())
  await runLoad({
    port: server.port,
    path,
    connections: 4,
    bodyBytes: 2_048,
    seconds: 8,
    rate: 200,
  })
  await page.waitForTimeout(200)
  const { longestMs, over50 } = await page.evaluate(() => window.probe.tasks())
  printRow(
    '200 captures/s into an open bin, longest task',
    longestMs === 0 ? 'none over 50 ms' : `${ms(longestMs)}, ${over50} over 50 ms`,
    'none over 50 ms',
  )
  const painted = await page.evaluate(() => window.probe.arrivals())
  const received = await receivedAt(
    bin,
    painted.map(({ seq }) => seq),
  )
  const delays = painted
    .flatMap(({ seq, at }) => (received.has(seq) ? [at - (received.get(seq) ?? 0)] : []))
    .sort((a, b) => a - b)
  printRow(
    `capture → painted row, ${delays.length} of them`,
    `p50 ${ms(quantile(delays, 0.5))}, p95 ${ms(quantile(delays, 0.95))}`,
    'p95 ≤ 80 ms',
  )
  await page.context().close()
}

async function measureBigBody(
  from: Browser,
  what: string,
  type: string,
  body: string,
): Promise<void> {
  const bin = await mint(server)
  const sent = Buffer.from(body)
  await fetch(bin.captureUrl, { method: 'POST', headers: { 'Content-Type': type }, body: sent })
  const page = await open(from, bin)
  await page.evaluate(() => window.probe.startTasks())
  const painted = page.evaluate(() => window.probe.untilBodyPainted())
  await page.locator('[data-seq="1"]').click()
  const shown = await painted
  await page.waitForTimeout(1_500)
  const { longestMs } = await page.evaluate(() => window.probe.tasks())
  printRow(
    `open ${(sent.length / 1e6).toFixed(1)} MB of ${what}`,
    `first lines after ${ms(shown)}, longest task ${longestMs === 0 ? 'under 50 ms' : ms(longestMs)}`,
    'first paint ≤ 300 ms, no task over 50 ms',
  )
  await page.context().close()
}

function manyOrders(): string {
  const item = {
    id: 9_007_199_254_740_993n.toString(),
    name: 'A line of an order',
    tags: ['a', 'b'],
    price: 12.5,
  }
  return JSON.stringify({
    items: Array.from({ length: 106_000 }, (_, index) => ({ ...item, index })),
  })
}

/** Short ones, with characters of two, three and four bytes: the dearest to decode and to cut. */
function manyLines(): string {
  return Array.from({ length: 350_000 }, (_, index) => `é – 𝒜, line ${index}\r`).join('\n')
}

async function open(from: Browser, { id, ownerKey }: MintedBin): Promise<Page> {
  const context = await from.newContext({ viewport: { width: 1440, height: 900 } })
  const page = await context.newPage()
  await page.addInitScript(startProbe)
  await page.goto(`${server.url}/b/${id}#key=${ownerKey}`)
  await page.locator('[data-seq]').first().waitFor()
  // Lazy parts are fetched once the page is at rest.
  await page.waitForTimeout(2_000)
  return page
}

/** Scrolls on by a screen and a half a frame, as a hurried wheel does. Runs in the page. */
async function scrollThrough(durationMs: number): Promise<number[]> {
  const box = document.querySelector('.list-scroll')
  const gaps: number[] = []
  let last = await new Promise<number>(requestAnimationFrame)
  const end = last + durationMs
  while (last < end) {
    box?.scrollBy(0, 1_000)
    const now = await new Promise<number>(requestAnimationFrame)
    gaps.push(now - last)
    last = now
  }
  return gaps
}

async function heapBytes(page: Page): Promise<number> {
  const session = await page.context().newCDPSession(page)
  await session.send('HeapProfiler.collectGarbage')
  const { usedSize } = await session.send('Runtime.getHeapUsage')
  return usedSize
}

async function receivedAt(bin: MintedBin, seqs: readonly number[]): Promise<Map<number, number>> {
  const api = createApiClient(server.url, bin.ownerKey).api.bins[':bin'].requests
  const found = new Map<number, number>()
  for (let after = Math.min(...seqs) - 1; found.size < seqs.length; ) {
    const query = { after: String(after), limit: '500', order: 'asc' as const }
    const answer = await api.$get({ param: { bin: bin.id }, query })
    if (!answer.ok) throw new Error(`Listing answered ${answer.status}.`)
    const { requests, next } = await answer.json()
    for (const request of requests) found.set(request.seq, request.receivedAt)
    if (next === null) break
    after = next
  }
  return found
}

async function mint(from: Measured): Promise<MintedBin> {
  const response = await createApiClient(from.url).api.bins.$post({ json: {} })
  return (await response.json()) as MintedBin // The id is the server's choice, so it is free.
}

declare global {
  interface Window {
    readonly probe: Probe
  }
}
