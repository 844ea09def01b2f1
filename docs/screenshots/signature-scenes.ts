// Scenes of signatures: each verdict with what helps it, and the secrets in the settings.

import type { Page } from 'playwright-core'
import { open, type Pictured, type Scene } from './scene.ts'

export function signatureScenes({ signed }: Pictured): readonly Scene[] {
  const at = (name: string, rest: string, prepare?: Scene['prepare']): Scene => ({
    name: `signature-${name}`,
    path: open(signed, rest),
    ...(prepare ? { prepare } : {}),
  })
  const verdicts = ['valid', 'mismatch', 'stale', 'malformed', 'unsigned', 'no-secret', 'handshake']
  return [
    ...verdicts.map((verdict, index) => at(verdict, `/${index + 1}?tab=overview`)),
    at('list', ''),
    at('shown', '/1?tab=overview', async (page) => {
      await page.getByRole('button', { name: 'Show the signature' }).click()
      await page.getByRole('button', { name: /^Show what this bin/ }).click()
      await page.getByText('as in the request').waitFor()
    }),
    at('offered', '/8?tab=overview'),
    at('change-secret', '/2?tab=overview', (page) =>
      page.getByRole('button', { name: 'Change the signing secret…' }).click(),
    ),
    at('filtered', '/2?q=sig:mismatch,stale+-sig:valid'),
    { name: 'signature-read-only', path: `/b/${signed.id}/6?tab=overview#key=${signed.viewKey}` },
    at('secrets', '/settings', unfolding(/^Stripe/)),
    at('handshakes', '/settings', (page) =>
      page.getByRole('switch', { name: /^Answer them/ }).scrollIntoViewIfNeeded(),
    ),
    at('secrets-all', '/settings', async (page) => {
      await page.getByRole('button', { name: /^All \d+ providers/ }).click()
      await show(page)
    }),
    at('secrets-key', '/settings', async (page) => {
      await page.getByRole('searchbox', { name: 'Find a provider' }).fill('ed25519')
      await unfolding(/^Discord/)(page)
    }),
  ]
}

function unfolding(name: RegExp) {
  return async (page: Page) => {
    await page.getByRole('button', { name }).click()
    await show(page)
  }
}

async function show(page: Page): Promise<void> {
  await page.getByRole('heading', { name: 'Secrets' }).evaluate((title) => title.scrollIntoView())
}
