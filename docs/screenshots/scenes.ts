// Every screen and state of the inspector, each as an address and the few steps that lead to it.

import type { Page } from 'playwright-core'
import type { MintedBin } from '../../server/wire/bins.ts'

export interface Scene {
  readonly name: string
  /** Where the page begins: below the server's address. */
  readonly path: string
  /** Prepares the page before it is opened. */
  readonly before?: (page: Page) => Promise<unknown>
  /** What there is to wait for where the network never rests. */
  readonly shows?: string
  /** Brings the opened page into the state to be seen. */
  readonly prepare?: (page: Page) => Promise<unknown>
}

export interface PicturedBins {
  readonly busy: MintedBin
  readonly empty: MintedBin
}

const otherKey = 'x'.repeat(43)

export function readmeScene({ busy }: PicturedBins): Scene {
  return { name: 'readme', path: open(busy, '/3?tab=body') }
}

export function scenes({ busy, empty }: PicturedBins): readonly Scene[] {
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
    at('replay', '/3?tab=body&replay'),
    at('compare', '/3?compare=2'),
    at('compare-noise', '/3?compare=1', async (page) => {
      await page.getByRole('button', { name: 'Noise…' }).click()
    }),
    at('copy-menu', '/3', press('C')),
    at('palette', '/3', press('Control+k')),
    at('palette-found', '/3', press('Control+k', 'r', 'e', 'p')),
    at('keys', '/3', press('?')),
    at('filtered', '/4?q=provider:github+-event:push'),
    at('filter-offered', '/4', press('/', 'p', 'r', 'o')),
    at('filter-wrong', '/4', press('/', ...'size:>lots')),
    at('filter-nothing', '?q=method:PATCH'),
    at('export', '', async (page) => {
      await page.getByRole('button', { name: 'More for all requests' }).click()
      await page.getByText('Export…').click()
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
    }),
    at('delete-all', '/3', async (page) => {
      await page.getByRole('button', { name: 'More for all requests' }).click()
      await page.getByText('Delete all requests…').click()
    }),
    at('deleted', '/3', press('#')),
    { name: 'read-only', path: `/b/${busy.id}/3#key=${busy.viewKey}` },
    { name: 'wrong-key', path: `/b/${busy.id}#key=hlo_${otherKey}` },
    { name: 'no-key', path: `/b/${busy.id}` },
    { name: 'not-found', path: `/b/no-such-bin#key=hlo_${otherKey}` },
    { name: 'nothing-there', path: '/no/such/page' },
    at('not-there', '/999'),
    {
      ...at('reconnecting', '/3'),
      before: (page) => page.routeWebSocket(/\/api\/live$/, (socket) => socket.close()),
    },
    {
      ...at('loading', ''),
      before: (page) => page.route(/\/api\/bins\/[^/]+$/, () => {}),
      shows: '.skeleton',
    },
    at('offline', '/3', async (page) => {
      await page.context().setOffline(true)
    }),
  ]
}

function open({ id, ownerKey }: MintedBin, rest = ''): string {
  return `/b/${id}${rest}#key=${ownerKey}`
}

function press(...keys: readonly string[]) {
  return async (page: Page) => {
    for (const key of keys) await page.keyboard.press(key)
  }
}
