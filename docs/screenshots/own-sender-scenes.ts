// Scenes of senders of one's own, and of keys that stand in for a provider's.

import type { Page } from 'playwright-core'
import { open, type Pictured, type Scene } from './scene.ts'

export function ownSenderScenes({ signed }: Pictured): readonly Scene[] {
  const at = (name: string, rest: string, prepare?: Scene['prepare']): Scene => ({
    name,
    path: open(signed, rest),
    ...(prepare ? { prepare } : {}),
  })
  return [
    at('own-sender-offer', '/9?tab=overview'),
    at('own-sender-found', '/9?tab=overview', findOut('acme', /This fits|ways fit/)),
    at('own-sender-nothing', '/9?tab=overview', findOut('another', 'Nothing fits.')),
    at('own-sender-form', '/settings', async (page) => {
      await page.getByRole('button', { name: 'A sender of your own' }).click()
      await page.getByLabel('Header', { exact: true }).fill('X-Acme-Signature')
      await page.getByLabel('What is signed').fill('{time}.{body}')
      await page.getByLabel('Header of the time').fill('X-Acme-Timestamp')
      await page.getByRole('heading', { name: 'Secrets' }).evaluate((it) => it.scrollIntoView())
    }),
    at('development-key-lacking', '/10?replay'),
    at('development-key', '/10?replay', async (page) => {
      const make = page.getByRole('button', { name: 'Make a development key' })
      const made = page.getByText('The development key', { exact: true })
      await make.or(made).click()
      await page.getByText('Other forms of it').click()
    }),
    at('development-key-settings', '/settings', async (page) => {
      await page.getByRole('button', { name: /^Discord/ }).click()
      await page.getByText('Development key').evaluate((it) => it.scrollIntoView())
    }),
  ]
}

function findOut(secret: string, result: string | RegExp) {
  return async (page: Page) => {
    await page.getByRole('button', { name: 'Find out how it signs…' }).click()
    await page.getByLabel('Secret of the sender', { exact: true }).fill(secret)
    await page.getByRole('button', { name: 'Find out', exact: true }).click()
    await page.getByText(result).waitFor()
  }
}
