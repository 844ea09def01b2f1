import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, useBrowser } from '../support/inspector.ts'
import { copied } from '../support/page-state.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

test('credentials in headers are covered, explained and copied as they are', async () => {
  const part = (text: string) => Buffer.from(text).toString('base64url')
  const token = `${part('{"alg":"ES256"}')}.${part('{"sub":"user_42","exp":1}')}.c2ln`
  const bin = await server.mint()
  const headers = {
    Authorization: `Bearer ${token}`,
    'X-Other-Authorization': `Basic ${Buffer.from('ada:hünter2').toString('base64')}`,
  }
  await fetch(bin.captureUrl, { method: 'POST', headers })
  const { page, panel, complaints } = await browser.open(linkTo(server, bin, '/1?tab=headers'))
  await panel.getByText('x-other-authorization', { exact: false }).waitFor()

  expect(await panel.innerText()).not.toContain(token)
  await panel.getByRole('button', { name: 'JWT' }).click()
  await panel.getByLabel('Payload', { exact: true }).getByText('"user_42"').waitFor()
  await panel.getByText(/Expired [\d,]+ days ago/).waitFor()
  await page.keyboard.press('Escape')
  await panel.getByRole('button', { name: 'Basic' }).click()
  await panel.getByText('ada', { exact: true }).waitFor()
  expect(await panel.innerText()).not.toContain('hünter2')
  await panel.getByRole('button', { name: 'Show the password' }).click()
  await panel.getByText('hünter2').waitFor()
  await page.keyboard.press('Escape')
  await panel.getByRole('row', { name: /^authorization/i }).hover()
  await panel.getByRole('button', { name: 'Copy authorization' }).click()
  await panel.getByRole('button', { name: 'Copied authorization' }).waitFor()

  await expect.poll(() => copied(page)).toBe(headers.Authorization)
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test('a header becomes a filter, one that holds a secret without its value', async () => {
  const bin = await server.mint()
  const send = (headers: Record<string, string>) =>
    fetch(bin.captureUrl, { method: 'POST', headers })
  await send({ 'X-Kind': 'a "b"' })
  await send({ 'X-Kind': 'other', 'X-Api-Key': 'hunter2' })
  await send({ 'X-Kind': 'a "b"', 'X-Api-Key': 'hunter2' })
  const { page, panel, rows } = await browser.open(linkTo(server, bin, '/3?tab=headers'))

  await panel.getByRole('row', { name: /x-kind/i }).hover()
  await panel.getByRole('button', { name: 'Filter by x-kind with this value' }).click()
  await expect.poll(() => rows.count()).toBe(2)
  await panel.getByRole('row', { name: /x-api-key/i }).hover()
  await panel.getByRole('button', { name: 'Filter by having x-api-key' }).click()

  await expect.poll(() => rows.count()).toBe(1)
  expect(new URL(page.url()).searchParams.get('q')).toBe('h.x-kind:"a \\"b\\"" h.x-api-key:*')
})
