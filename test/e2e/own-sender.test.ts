import { createHmac, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { startReceiver } from '../support/receiver.ts'
import { useSharedServer } from '../support/server.ts'
import { findSmallTargets } from '../support/touch-targets.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[P2] the secret of an own sender is enough to find out how it signs, and to check what is there and what comes', async () => {
  const bin = await server.mint()
  await sendOwn(bin.captureUrl)
  const { page, row, panel, complaints } = await browser.open(
    linkTo(server, bin, '/1?tab=overview'),
    narrow,
  )

  await panel.getByText('looks like a signature').waitFor()
  await page.getByRole('button', { name: 'Find out how it signs…' }).press('Enter')
  await page.locator('.find-out .field:focus').waitFor()
  await page.keyboard.type('another')
  await page.keyboard.press('Enter')
  await page.getByText('Nothing fits.').waitFor()
  expect(await findBarriers(page, '.detail')).toEqual([])
  await page.getByLabel('Secret of the sender', { exact: true }).fill('in-house')
  await page.keyboard.press('Enter')
  await page.getByText('This fits:').waitFor()
  expect(await findBarriers(page, '.detail')).toEqual([])
  expect(await findSmallTargets(page, '.find-out')).toEqual([])
  await page.getByRole('button', { name: 'Use this' }).click()
  await page.getByText('What is signed so is told').waitFor()
  await page.getByRole('button', { name: 'Signature: valid' }).waitFor()
  await page.setViewportSize(wide)
  await row('seats.changed').filter({ hasText: 'valid' }).waitFor()
  await sendOwn(bin.captureUrl, 'chg_82')

  await expect.poll(() => row('valid').count()).toBe(2)
  expect(await page.content()).not.toContain('in-house')
  await page.getByRole('button', { name: 'Name it, and more…' }).click()
  const signed = page.getByLabel('What is signed')
  await expect.poll(() => signed.inputValue()).toBe('{time}.{body}')
  await expect
    .poll(() => page.getByLabel('Header', { exact: true }).inputValue())
    .toBe('X-Acme-Signature')
  await page.locator('.own-sender').getByLabel('Name', { exact: true }).fill('Billing')
  await signed.fill('{tome}')
  await signed.press('Enter')
  await page.getByText('“What is signed” knows {body}').waitFor()
  await signed.and(page.locator(':focus')).waitFor()
  expect(await findBarriers(page, '.providers')).toEqual([])
  await signed.fill('v1:{time}:{body}')
  await page.getByText('HMAC-SHA256 of v1:{time}:{body} in hex').waitFor()
  await signed.press('Enter')
  await page.getByRole('button', { name: /^Billing/ }).waitFor()
  await page.keyboard.press('Escape')
  await expect.poll(() => row('mismatch').count()).toBe(2)
  // What the browser itself says of the description that was refused.
  expect(complaints).toEqual([expect.stringContaining('400 (Bad Request)')])
})

test('[D5] a key made in the drawer signs in place of one that a provider shows to nobody', async () => {
  const receiver = await startReceiver()
  const bin = await server.mint()
  const headers = {
    'X-Signature-Ed25519': randomBytes(64).toString('hex'),
    'X-Signature-Timestamp': String(Math.floor(Date.now() / 1000)),
  }
  const body = '{"version":1,"type":1,"event":{"type":"ENTITLEMENT_CREATE"}}'
  await fetch(bin.captureUrl, { method: 'POST', headers, body })
  const { page, complaints } = await browser.open(linkTo(server, bin, '/1?replay'), narrow)
  const resign = page.getByRole('switch', { name: /Sign anew/ })

  await page.getByText('To sign it anew, it takes a development key.').waitFor()
  await resign.and(page.locator(':disabled')).waitFor()
  await page.getByRole('button', { name: 'Make a development key' }).click()
  await page.getByRole('button', { name: 'Copy the public key as Hexadecimal' }).click()
  await expect.poll(() => copied(page)).toMatch(/^[0-9a-f]{64}$/)
  expect(await findBarriers(page, '.drawer')).toEqual([])
  expect(await findSmallTargets(page, '.development-key')).toEqual([])
  await resign.check()
  await page.getByRole('textbox', { name: 'Target' }).fill(`${receiver.url}/hook`)
  await page.keyboard.press('Control+Enter')
  await expect.poll(() => receiver.received.length).toBe(1)
  const [sent = expect.unreachable()] = receiver.received
  expect(sent.headers.flat()).not.toContain(headers['X-Signature-Ed25519'])

  await page.goto(linkTo(server, bin, '/settings'))
  await page.setViewportSize(wide)
  await page.getByRole('button', { name: /^Discord/ }).click()
  await page.getByRole('button', { name: 'Remove the key…' }).click()
  expect(await findBarriers(page, '.providers')).toEqual([])
  await page.getByRole('button', { name: 'Remove the key', exact: true }).click()
  await page.getByRole('button', { name: 'Make a development key' }).waitFor()
  expect(complaints).toEqual([])
})

async function sendOwn(captureUrl: string, id = 'chg_81'): Promise<void> {
  const body = `{"type":"seats.changed","id":"${id}"}`
  const at = String(Math.floor(Date.now() / 1000))
  const signature = createHmac('sha256', 'in-house').update(`${at}.${body}`).digest('hex')
  const headers = { 'X-Acme-Timestamp': at, 'X-Acme-Signature': signature }
  await fetch(captureUrl, { method: 'POST', headers, body })
}
