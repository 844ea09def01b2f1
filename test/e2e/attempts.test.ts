import { expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import type { BinId } from '../../server/wire/ids.ts'
import { newRequest, roomy, times } from '../contracts/store/samples.ts'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { useSharedServer } from '../support/server.ts'
import { findSmallTargets } from '../support/touch-targets.ts'

const server = useSharedServer()
const browser = useBrowser()

const event = { id: 'slack', label: 'Slack', event: 'message', deliveryId: 'Ev1' }

/** Four attempts as Slack makes them, the first three so long ago that the list does not load them. */
async function fill(bin: BinId): Promise<void> {
  const start = Date.now() - 1_000_000
  const attempts = [0, 2_000, 63_000, 365_000].map((after, index) =>
    newRequest(bin, {
      path: '/slack',
      receivedAt: start + after,
      provider: { ...event, ...(index > 0 && { attempt: index + 1 }) },
      response: { status: 500, by: 'default', ms: 1 },
    }),
  )
  const elsewhere = newRequest(bin, { path: '/other-endpoint', provider: event })
  const store = await openStore(server.config.db, { limits: roomy })
  await store.append([...attempts.slice(0, 3), elsewhere, ...times(150, newRequest(bin))])
  await store.append(attempts.slice(3))
  await store.close()
}

function sendAgain(captureUrl: string) {
  return fetch(`${captureUrl}/slack`, {
    method: 'POST',
    headers: { 'X-Slack-Signature': 'v0=00', 'X-Slack-Retry-Num': '4' },
    body: JSON.stringify({ type: 'event_callback', event_id: 'Ev1', event: { type: 'message' } }),
  })
}

test('[P4] attempts are told against the schedule, with those that are not loaded', async () => {
  const bin = await server.mint()
  await fill(bin.id)
  const { page, rows, panel, complaints } = await browser.open(
    linkTo(server, bin, '/155?tab=overview'),
  )
  const attempts = panel.getByRole('region', { name: 'Attempts at this event' })
  const lines = attempts.getByRole('row')

  await attempts
    .getByText("4 attempts over 6 min; gaps of 2 s, 1 min, 5 min match Slack's schedule.")
    .waitFor()
  await expect
    .poll(() => lines.allInnerTexts())
    .toMatchObject([
      expect.stringMatching(/^Attempt\s+Request/),
      expect.stringMatching(/^1\s+#1\s.*500/),
      expect.stringMatching(/^2\s+#2\s.*2 s/),
      expect.stringMatching(/^3\s+#3\s.*1 min/),
      expect.stringMatching(/^4\s+#155\s.*5 min/),
    ])
  await attempts.getByRole('img', { name: '5 min before attempt 4, documented 5 min' }).waitFor()
  expect(await findBarriers(page, '.attempts')).toEqual([])

  await sendAgain(bin.captureUrl)
  await attempts.getByText('more than the 4 attempts that Slack documents').waitFor()
  await expect.poll(() => rows.first().innerText()).toMatch(/2\s+times within\s+1\d min/)
  await rows.first().locator('.row-repeats').click()
  await expect.poll(() => rows.nth(1).getAttribute('data-seq')).toBe('155')

  await attempts.getByRole('link', { name: '#3' }).click()
  await page.getByRole('article', { name: 'Request 3' }).waitFor()
  await attempts.getByText('5 attempts over').waitFor()
  await attempts
    .getByRole('link', { name: '#3' })
    .and(page.locator('[aria-current=true]'))
    .waitFor()
  expect(complaints).toEqual([])
})

test('[P4] on a phone the attempts fit, and a thumb reaches each', async () => {
  const bin = await server.mint()
  await fill(bin.id)
  const { page, rows, panel } = await browser.open(linkTo(server, bin), narrow)
  await rows.first().click()
  await page.getByRole('tab', { name: 'Overview' }).click()
  const attempts = panel.getByRole('region', { name: 'Attempts at this event' })
  await attempts.getByText('4 attempts over 6 min').waitFor()

  await expect.poll(() => panel.evaluate((one) => one.scrollWidth - one.clientWidth)).toBe(0)
  expect(await findSmallTargets(page, '.attempts')).toEqual([])
})
