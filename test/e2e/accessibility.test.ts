import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { AxeResults } from 'axe-core'
import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { post } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer } from '../support/server.ts'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const browser = useBrowser()

const tabs = ['overview', 'body', 'headers', 'query', 'response', 'deliveries', 'notes']
const everywhere = ['', '/2?tab=body', '/3', '/1?replay', ...tabs.map((tab) => `/1?tab=${tab}`)]
// What the size does not change is looked at once.
const colours = ['', '/3', '/1?replay', '/1?tab=body', '/1?tab=deliveries']

test.each([
  ['wide, light', { ...wide, dark: false }, everywhere],
  ['wide, dark', { ...wide, dark: true }, colours],
  ['narrow, light', { ...narrow, dark: false }, colours],
  ['narrow, dark', { ...narrow, dark: true }, colours],
])('axe finds nothing on any screen (%s)', async (_what, size, places) => {
  const server = await startTestServer({ maxBodyBytes: 5_000 })
  const receiver = await startReceiver()
  const empty = await server.mint()
  const bin = await server.mint()
  await fill(bin.captureUrl)
  const replay = server.api(bin.ownerKey).api.bins[':bin'].requests[':seq'].replay
  await replay.$post({ param: { bin: bin.id, seq: '1' }, json: { target: receiver.url } })
  const { page } = await browser.open(linkTo(server, empty), size)
  await page.getByText('Waiting for the first request').waitFor()

  const found: Record<string, readonly string[]> = { empty: await violations(page) }
  for (const rest of places) {
    await page.goto(linkTo(server, bin, rest))
    await page
      .getByRole(rest === '' ? 'option' : 'main')
      .first()
      .waitFor()
    await page.waitForLoadState('networkidle')
    found[rest] = await violations(page)
  }
  await page.keyboard.press('?')
  await page.getByRole('dialog').waitFor()
  found.help = await violations(page)
  await page.goto(`${server.url}/b/${bin.id}#key=hlo_${'x'.repeat(43)}`)
  await page.waitForLoadState('networkidle')
  found['wrong key'] = await violations(page)

  expect(Object.fromEntries(Object.entries(found).filter(([, list]) => list.length > 0))).toEqual(
    {},
  )
})

async function fill(captureUrl: string): Promise<void> {
  await post(
    `${captureUrl}/orders?a=1&b=`,
    '{"type":"order.created","total":12.5,"ok":true,"none":null}',
  )
  await post(captureUrl, new Uint8Array([0, 1, 2, 255]))
  await post(captureUrl, 'x'.repeat(6_000))
}

/** Each violation with the first element it was found on. */
async function violations(page: Page): Promise<readonly string[]> {
  // Evaluated by the debugger, which the page's policy does not bind.
  await page.evaluate(axe)
  const results = await page.evaluate('axe.run(document)')
  // axe.run says what it returns; evaluate cannot know.
  return (results as AxeResults).violations.map(
    ({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 200)} ${nodes[0]?.failureSummary ?? ''}`,
  )
}
