import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser } from '../support/inspector.ts'
import { widthOf } from '../support/page-state.ts'
import { sendTo, setRules } from '../support/rules.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[R4] a request shows what it was answered, by whom, and why not by others, whatever the rules are since', async () => {
  const bin = await server.mint()
  const others = [1, 2, 3, 4].map((status) => ({ when: `size:<${status}`, then: {} }))
  await setRules(server, bin, {
    rules: [
      ...others,
      {
        name: 'Cut short',
        when: 'path:/orders/*',
        then: { status: 503, template: true, body: '{"of":"{{body.id}}"}', end: 'truncate' },
      },
    ],
  })
  await sendTo(server, bin, 'POST /orders/5', { body: 'hello' }).catch(() => {})
  await setRules(server, bin, {
    rules: [{ name: 'Silent', when: 'path:/silent', then: { end: 'reset' } }],
  })
  await sendTo(server, bin, 'POST /silent').catch(() => {})
  const { page, row, tab, panel, complaints } = await browser.open(
    linkTo(server, bin, '/1?tab=overview'),
  )

  await panel.getByText('503… by rule “Cut short”').waitFor()
  await panel.getByRole('button', { name: 'What was sent, and why' }).click()

  await panel.getByText('503 Service Unavailable').waitFor()
  await panel
    .getByText(/closed after half of the body, \d+ of \d+ bytes, as the rule says/)
    .waitFor()
  await panel.getByText('Its template asks for what the request does not have: body.id.').waitFor()
  await panel
    .getByRole('table', { name: 'Response headers' })
    .getByText('application/json')
    .waitFor()
  await panel.getByText(/they have been changed since/).waitFor()
  const candidates = panel.getByRole('list', { name: 'Who could have answered' })
  await expect
    .poll(() => candidates.getByRole('listitem').allInnerTexts())
    .toEqual([
      expect.stringMatching(/^Handshake\s+did not answer:/),
      expect.stringMatching(/^CORS preflight\s+did not answer:/),
      expect.stringMatching(/^Pass-through\s+did not answer:/),
      expect.stringMatching(/^2\. /),
      expect.stringMatching(/^3\. /),
      expect.stringMatching(
        /^4\. Requests whose size is below 4\s+did not answer:.*here it is “5 bytes”/s,
      ),
      expect.stringMatching(/^5\. Cut short\s+answered:/),
      expect.stringMatching(/^Default\s+was not asked:/),
    ])
  expect(await findBarriers(page)).toEqual([])
  await panel.getByRole('button', { name: 'Show 1 more rule' }).click()
  await expect.poll(() => candidates.getByRole('listitem').count()).toBe(9)

  const silent = row('/silent')
  await expect.poll(() => silent.textContent()).toContain('answered reset by rule “Silent”')
  await silent.click()
  await tab('Response').click()
  await panel.getByText('The connection was reset without an answer, as the rule says.').waitFor()
  await page.setViewportSize(narrow)
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
  await candidates.getByRole('button', { name: 'Silent' }).click()
  await page.waitForURL(/\/rules\//)
  expect(complaints).toEqual([])
})
