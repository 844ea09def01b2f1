// Every screen and state of the inspector, each as an address and the few steps that lead to it.

import type { Page } from 'playwright-core'
import { deliveryScenes } from './delivery-scenes.ts'
import { ownSenderScenes } from './own-sender-scenes.ts'
import { ruleScenes } from './rule-scenes.ts'
import { open, type Pictured, press, type Scene } from './scene.ts'
import { signatureScenes } from './signature-scenes.ts'
import { stateScenes } from './state-scenes.ts'

const otherKey = 'x'.repeat(43)

export function scenes(pictured: Pictured): readonly Scene[] {
  const { busy, empty } = pictured
  const at = (name: string, rest: string, prepare?: Scene['prepare']): Scene => ({
    name,
    path: open(busy, rest),
    ...(prepare ? { prepare } : {}),
  })
  const tabs = ['overview', 'body', 'headers', 'query', 'response', 'deliveries', 'notes']
  return [
    at('list', ''),
    { name: 'empty', path: open(empty) },
    ...tabs.map((tab) => at(`request-${tab}`, `/3?tab=${tab}`)),
    at('binary', '/6?tab=body'),
    at('broken-off', '/7?tab=overview'),
    at('no-body', '/8?tab=body'),
    at('compare', '/3?compare=2'),
    at('compare-noise', '/3?compare=1', async (page) => {
      await page.getByRole('button', { name: 'Noise…' }).click()
      await page.getByRole('dialog').waitFor()
    }),
    at('copy-menu', '/3', press('C')),
    at('palette', '/3', opening(press('Control+k'))),
    at('palette-found', '/3', async (page) => {
      await opening(press('Control+k'))(page)
      await press('r', 'e', 'p')(page)
    }),
    at('keys', '/3', opening(press('?'))),
    at('filtered', '/4?q=provider:github+-event:push'),
    at('filter-offered', '/4', press('/', 'p', 'r', 'o')),
    at('filter-wrong', '/4', press('/', ...'size:>lots')),
    at('filter-nothing', '?q=method:PATCH'),
    at('export', '', async (page) => {
      await page.getByRole('button', { name: 'More for all requests' }).click()
      await page.getByText('Export…').click()
      await page.getByRole('dialog').waitFor()
    }),
    at('settings', '/settings'),
    at('selected', '', async (page) => {
      await page
        .getByRole('option')
        .nth(1)
        .click({ modifiers: ['Control'] })
      await page
        .getByRole('option')
        .nth(3)
        .click({ modifiers: ['Control'] })
    }),
    at('switcher', '/3', async (page) => {
      await page.getByTitle(/switch or manage/).click()
    }),
    at('new-bin', '/3', async (page) => {
      await page.getByTitle(/switch or manage/).click()
      await page.getByText('New bin…').click()
      await page.getByRole('dialog').waitFor()
    }),
    at('delete-all', '', async (page) => {
      await page.getByRole('button', { name: 'More for all requests' }).click()
      await page.getByText('Delete all requests…').click()
      await page.getByRole('dialog').waitFor()
    }),
    at('deleted', '/3', press('#')),
    { name: 'read-only', path: `/b/${busy.id}/3#key=${busy.viewKey}` },
    { name: 'wrong-key', path: `/b/${busy.id}#key=hlo_${otherKey}` },
    { name: 'no-key', path: `/b/${busy.id}` },
    { name: 'not-found', path: `/b/no-such-bin#key=hlo_${otherKey}` },
    { name: 'nothing-there', path: '/no/such/page', shows: 'body' },
    at('not-there', '/999'),
    ...deliveryScenes(pictured),
    ...signatureScenes(pictured),
    ...ownSenderScenes(pictured),
    ...ruleScenes(pictured),
    ...stateScenes(pictured),
  ]
}

/** Dialogs come by themselves, a moment later. */
function opening(prepare: (page: Page) => Promise<unknown>) {
  return async (page: Page) => {
    await prepare(page)
    await page.getByRole('dialog').waitFor()
  }
}
