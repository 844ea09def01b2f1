import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { post } from '../support/post.ts'
import { retryingSender } from '../support/retrying-sender.ts'
import { setRules } from '../support/rules.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

const limited = { status: 429, headers: [['Retry-After', '1']] } as const
const rule = { id: 'fails', name: 'Fails first', when: '', per: 'delivery' } as const

test('tells how a real sender tried again, as its attempts arrive, and gives it away as files', async () => {
  const bin = await server.mint()
  await setRules(server, bin, {
    rules: [{ ...rule, then: [{ status: 500 }, { status: 500 }, limited, { status: 200 }] }],
  })
  const send = retryingSender({ maxRetries: 5, minTimeout: 100 })
  const { page, complaints } = await browser.open(linkTo(server, bin, '/rules/fails/report'), wide)
  const report = page.getByRole('region', { name: 'Retries of “Fails first”' })

  // Nothing has come yet: it says what to do.
  await report.getByText('No request was answered by it yet').waitFor()
  await send(bin.captureUrl, '{"order":1}')
  await report.getByText(/^Succeeded at attempt 4: .*honours Retry-After/).waitFor()

  expect(await report.getByText('succeeded after 4').isVisible()).toBe(true)
  await report.getByRole('img', { name: /before attempt 2/ }).waitFor()
  await report.getByRole('cell', { name: /^1 s: honoured/ }).waitFor()
  expect(await findBarriers(page, '.report')).toEqual([])

  const download = page.waitForEvent('download')
  await report.getByRole('button', { name: 'CSV' }).click()
  expect((await download).suggestedFilename()).toBe(`${bin.id}-retries.csv`)
  await report.getByRole('button', { name: 'Copy as Markdown' }).click()
  await report.getByRole('button', { name: 'Copied as Markdown' }).waitFor()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(
    /^## How senders tried again: Fails first/,
  )
  expect(complaints).toEqual([])
})

test('is reached from a request, the rule and the palette, and left again to where it was opened', async () => {
  const bin = await server.mint()
  await setRules(server, bin, { rules: [{ ...rule, then: { status: 500 } }] })
  await post(bin.captureUrl, '{"n":1}')
  await post(bin.captureUrl, '{"n":1}')
  const { page } = await browser.open(linkTo(server, bin, '/2?tab=response'), narrow)
  const report = page.getByRole('region', { name: 'Retries of “Fails first”' })

  await page.getByRole('button', { name: 'How senders tried again' }).click()
  await report.waitFor()
  const address = new URL(page.url()).pathname
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth)
  await page.keyboard.press('Escape')
  await page.getByRole('tab', { name: 'Response', selected: true }).waitFor()

  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('retries: how')
  await page.keyboard.press('Enter')
  await report.getByRole('link', { name: '#1' }).click()
  await page.getByRole('tab', { name: 'Overview' }).waitFor()

  await page.goto(`${server.url}/b/${bin.id}/rules/fails`)
  await page.getByRole('button', { name: 'Retries' }).click()
  await report.getByText('Tried again').first().waitFor()
  await page.keyboard.press('Escape')
  await page.getByRole('textbox', { name: 'Name' }).waitFor()

  expect(address).toBe(`/b/${bin.id}/rules/fails/report`)
  expect(overflow).toBeLessThanOrEqual(narrow.width)
})
