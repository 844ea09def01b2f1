import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { goWithin } from '../support/page-state.ts'
import { post } from '../support/post.ts'
import { startReceiver } from '../support/receiver.ts'
import { useServer } from '../support/server.ts'

const server = useServer({ maxBodyBytes: 5_000 })
const browser = useBrowser()

const tabs = ['overview', 'body', 'headers', 'query', 'response', 'deliveries', 'notes']
const everywhere = ['/2?tab=body', '/3?tab=overview', ...tabs.map((tab) => `/1?tab=${tab}`)]
// What the size does not change is looked at once.
const apart = ['/3?tab=overview', '/1?tab=body']

test.each([
  ['wide', wide, everywhere],
  ['narrow', narrow, apart],
])('axe finds nothing on any screen, in either theme (%s)', async (_what, size, places) => {
  const receiver = await startReceiver()
  const empty = await server.mint()
  const bin = await server.mint()
  await fill(bin.captureUrl)
  const replay = server.api(bin.ownerKey).api.bins[':bin'].requests[':seq'].replay
  await replay.$post({ param: { bin: bin.id, seq: '1' }, json: { target: receiver.url } })
  const { page, rows } = await browser.open(linkTo(server, empty), size)
  await page.getByText('Waiting for the first request').waitFor()

  const found: Record<string, readonly string[]> = { empty: await findBarriers(page) }
  await page.goto(linkTo(server, bin))
  await rows.first().waitFor()
  found.list = await findBarriers(page)
  for (const rest of places) {
    await goWithin(page, `/b/${bin.id}${rest}`)
    const name = new RegExp(`^${rest.split('=')[1]}`, 'i')
    await page.getByRole('tab', { name, selected: true }).waitFor()
    await page.locator('[role=tabpanel]:not(:has(.skeleton))').waitFor()
    found[rest] = await findBarriers(page, '.detail')
  }
  await goWithin(page, `/b/${bin.id}/1?replay`)
  await page.getByRole('complementary').waitFor()
  found.replay = await findBarriers(page)
  await goWithin(page, `/b/${bin.id}/4?compare=1`)
  await page.getByRole('button', { name: 'Changed at $.type' }).click()
  found.compare = await findBarriers(page, '.detail')
  await page.getByRole('button', { name: 'Noise…' }).click()
  await page.getByRole('dialog', { name: 'What is noise' }).waitFor()
  found.noise = await findBarriers(page, 'dialog')
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Escape')
  await page.keyboard.press('?')
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor()
  found.help = await findBarriers(page, 'dialog')
  await page.keyboard.press('Escape')
  await page.locator('dialog').waitFor({ state: 'detached' })
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Commands' }).waitFor()
  found.palette = await findBarriers(page, 'dialog')
  await page.goto(`${server.url}/b/${bin.id}-x#key=hlo_${'x'.repeat(43)}`)
  await page.getByRole('heading', { level: 2 }).waitFor()
  found.gate = await findBarriers(page)

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
  await post(`${captureUrl}/orders?b=`, '{"type":"order.paid","ok":true,"id":1,"total":12.50}')
}
