import { createHmac } from 'node:crypto'
import { expect, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { copied, widthOf } from '../support/page-state.ts'
import { useSharedServer } from '../support/server.ts'
import { findSmallTargets } from '../support/touch-targets.ts'

const server = useSharedServer()
const browser = useBrowser()

test('[P2] a secret pasted where it is missed turns the verdict of what is there, while one looks', async () => {
  const bin = await server.mint()
  await sendGitHub(bin.captureUrl, 'right')
  await sendGitHub(bin.captureUrl, 'right')
  const { page, row, tab, panel, complaints } = await browser.open(linkTo(server, bin, '/1'), wide)

  await page.getByRole('button', { name: 'Signature: no secret' }).waitFor()
  await page.getByRole('button', { name: 'Paste the secret…' }).focus()
  await page.keyboard.press('Enter')
  await page.locator('.remedy-form .field:focus').waitFor()
  await page.keyboard.type('left ')
  await page.getByText('White space around it is left out.').waitFor()
  expect(await findBarriers(page, '.detail')).toEqual([])
  await page.keyboard.press('Enter')

  await page.getByRole('button', { name: 'Signature: mismatch' }).waitFor()
  await page.getByRole('button', { name: 'Change the secret…' }).click()
  await page.getByLabel('Secret', { exact: true }).fill('right')
  expect(await findBarriers(page, '.detail')).toEqual([])
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: 'Signature: valid' }).click()
  await panel.getByText('The signature is right.').waitFor()
  await row('valid').nth(1).waitFor()
  await panel.getByRole('button', { name: 'Show the signature' }).click()
  await panel.getByText('{"zen":"Keep it logically awesome."}').waitFor()
  await panel.getByRole('radio', { name: 'Hex' }).focus()
  await page.keyboard.press('Space')
  await panel.getByText('7b 22 7a 65 6e').waitFor()
  await panel.getByRole('button', { name: /^Show what this bin/ }).click()
  await panel.getByText('as in the request').waitFor()
  expect(await findBarriers(page, '.detail')).toEqual([])
  await tab('Overview').and(page.locator('[aria-selected=true]')).waitFor()
  expect(await page.content()).not.toContain('right"')
  expect(complaints).toEqual([])
})

test('[D5] a stale signature leads to a replay that is signed anew', async () => {
  const bin = await server.mint()
  await setSecrets(bin, 'stripe', [{ secret: 'whsec_right' }])
  await sendStripe(bin.captureUrl, 'whsec_right', 1_000)
  const { page } = await browser.open(linkTo(server, bin, '/1'), narrow)

  await page.getByRole('button', { name: 'Signature: stale' }).click()
  await page.getByRole('button', { name: 'Replay re-signed…' }).click()

  const resign = page.getByRole('switch', { name: /Sign anew/ })
  await expect.poll(() => resign.isChecked()).toBe(true)
})

test('the settings find any provider, and its secrets are added, named, moved and removed', async () => {
  const bin = await server.mint()
  await setSecrets(bin, 'stripe', [{ name: 'old', secret: 'whsec_old' }])
  await sendGitHub(bin.captureUrl, 'right')
  const { page, complaints } = await browser.open(linkTo(server, bin, '/settings'), wide)
  const list = page.getByRole('list', { name: 'Secrets of Stripe' })

  await page.getByRole('button', { name: /^GitHub 1 request/ }).waitFor()
  await page.getByRole('button', { name: /^Stripe/ }).click()
  await page.getByRole('button', { name: 'Add another' }).click()
  await page.locator('.provider-panel .field:focus').waitFor()
  await page.keyboard.type('whsec_new')
  await page.getByLabel('Name (optional)').fill('new')
  await page.keyboard.press('Enter')
  await list.getByText('new').waitFor()
  await list.getByRole('button', { name: 'More for new' }).click()
  await page.getByRole('button', { name: 'Sign replays with it' }).click()
  await expect.poll(() => namesHeld(bin)).toEqual(['new', 'old'])
  await list.getByRole('button', { name: 'More for old' }).click()
  await page.getByRole('button', { name: 'Rename…' }).click()
  await page.locator('input:focus').waitFor()
  await page.keyboard.type('until May')
  await page.keyboard.press('Enter')
  await expect.poll(() => namesHeld(bin)).toEqual(['new', 'until May'])
  await page.getByText(/requests? checked anew|0 requests/).waitFor()
  expect(await findBarriers(page, '.providers')).toEqual([])
  await list.getByRole('button', { name: 'More for new' }).click()
  await page.getByRole('button', { name: 'Remove…' }).click()
  await page.getByRole('button', { name: 'Remove it' }).click()
  await expect.poll(() => namesHeld(bin)).toEqual(['until May'])

  await page.setViewportSize(narrow)
  await page.getByRole('searchbox', { name: 'Find a provider' }).fill('discord')
  await page.getByRole('button', { name: /^Discord/ }).click()
  await page.locator('.provider-panel textarea').waitFor()
  await page.getByRole('button', { name: 'Copy the capture URL' }).last().click()
  await expect.poll(() => copied(page)).toBe(bin.captureUrl)
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
  expect(await findSmallTargets(page, '.providers')).toEqual([])
  await page.getByRole('searchbox', { name: 'Find a provider' }).fill('nobody at all')
  await page.getByText('No provider has “nobody at all”').waitFor()
  expect(complaints).toEqual([])
})

test('[P3] a handshake says what was answered and why, and leads to the switch for them all', async () => {
  const bin = await server.mint()
  const challenge = '{"type":"url_verification","token":"t","challenge":"c"}'
  await fetch(bin.captureUrl, { method: 'POST', body: challenge })
  const { page, row, panel } = await browser.open(linkTo(server, bin, '/1?tab=overview'), wide)

  await row('handshake').waitFor()
  await panel.getByText('Handshake answered: Slack url_verification.').waitFor()
  await panel.getByRole('button', { name: 'Handshake settings' }).click()
  expect(await findBarriers(page, '.settings-section:has([role=switch])')).toEqual([])
  await page.getByRole('switch', { name: /^Answer them/ }).click()

  await expect
    .poll(async () => (await fetch(bin.captureUrl, { method: 'POST', body: challenge })).json())
    .toEqual({ ok: true })
})

test('a secret that a handshake hands over is kept at a click, shown to be pasted back, and not offered again', async () => {
  const bin = await server.mint()
  const body = '{"verification_token":"secret_tMrlL1qK5vuQAh1b6cZGhFChZTSYJlce98V0pYn7yBl"}'
  await fetch(bin.captureUrl, { method: 'POST', body })
  const { page, panel } = await browser.open(linkTo(server, bin, '/1?tab=overview'), narrow)

  await panel.getByText('Anyone can send one').waitFor()
  await panel.getByRole('button', { name: 'Copy what it hands over' }).click()
  await expect.poll(() => copied(page)).toMatch(/^secret_tMrl/)
  expect(await findBarriers(page, '.detail')).toEqual([])
  await panel.getByRole('button', { name: 'Keep this secret' }).click()

  await panel.getByRole('button', { name: 'Keep this secret' }).waitFor({ state: 'detached' })
  await expect.poll(() => namesHeld(bin, 'notion')).toEqual(['handshake #1'])
})

test('[A1] the view key shows verdicts and why, and offers nothing to change them', async () => {
  const bin = await server.mint()
  await sendGitHub(bin.captureUrl, 'right')
  const link = `${server.url}/b/${bin.id}/1?tab=overview#key=${bin.viewKey}`
  const { page, panel } = await browser.open(link, narrow)

  await panel.getByText('this bin holds no secret of GitHub').waitFor()

  expect(await page.getByRole('button', { name: /Paste|Save/ }).count()).toBe(0)
  expect(await page.getByRole('textbox').count()).toBe(0)
})

type Minted = Parameters<typeof linkTo>[1] & { readonly captureUrl: string }

async function sendGitHub(captureUrl: string, secret: string): Promise<void> {
  const body = '{"zen":"Keep it logically awesome."}'
  const digest = createHmac('sha256', secret).update(body).digest('hex')
  const headers = { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${digest}` }
  await fetch(captureUrl, { method: 'POST', headers, body })
}

async function sendStripe(captureUrl: string, secret: string, ageSeconds: number): Promise<void> {
  const body = '{"id":"evt_1","object":"event","type":"invoice.paid"}'
  const at = Math.floor(Date.now() / 1000) - ageSeconds
  const digest = createHmac('sha256', secret).update(`${at}.${body}`).digest('hex')
  const headers = { 'Stripe-Signature': `t=${at},v1=${digest}` }
  await fetch(captureUrl, { method: 'POST', headers, body })
}

function routesOf({ id, ownerKey }: Minted) {
  return { routes: server.api(ownerKey).api.bins[':bin'].secrets[':provider'], bin: id }
}

async function setSecrets(
  minted: Minted,
  provider: string,
  secrets: { name?: string; secret: string }[],
): Promise<void> {
  const { routes, bin } = routesOf(minted)
  await routes.$put({ param: { bin, provider }, json: { secrets } })
}

async function namesHeld(minted: Minted, provider = 'stripe'): Promise<readonly string[]> {
  const { routes, bin } = routesOf(minted)
  const answer = await routes.$get({ param: { bin, provider } })
  return answer.status === 200 ? (await answer.json()).secrets.map(({ name }) => name) : []
}
