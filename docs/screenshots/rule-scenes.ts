// Scenes of response rules: the list, one being edited, its mistakes, presets, and what stands between them and saving.

import type { Page } from 'playwright-core'
import type { GivenRule } from '../../server/wire/rules/rules.ts'
import { open, type Pictured, type Scene } from './scene.ts'

/** What the bin of the pictures answers by. */
export const picturedRules: readonly GivenRule[] = [
  {
    id: 'invoices',
    when: 'provider:stripe event:invoice.*',
    then: [{ status: 500 }, { status: 500 }, { status: 200, body: '{"ok":true}' }],
    per: 'delivery',
  },
  {
    id: 'orders',
    name: 'Orders are slow',
    when: 'method:POST path:/orders*',
    then: {
      status: 202,
      headers: [['X-Request-Id', '{{uuid}}']],
      body: '{\n  "received": {{body.id}},\n  "at": "{{now}}"\n}',
      template: true,
      delayMs: [1_000, 3_000],
    },
  },
  { id: 'flaky', name: 'Flaky: 20 %', when: '', then: { status: 500, chance: 0.2 } },
  { id: 'old', name: 'The old endpoint', when: 'path:/v1/*', off: true, then: { status: 410 } },
]

export function ruleScenes({ ruled }: Pictured): readonly Scene[] {
  const at = (name: string, rest: string, prepare?: Scene['prepare']): Scene => ({
    name: `rules-${name}`,
    path: open(ruled, `/rules${rest}`),
    ...(prepare ? { prepare } : {}),
  })
  return [
    at('list', ''),
    at('sequence', '/invoices'),
    at('template', '/orders'),
    at('advanced', '/flaky', async (page) => {
      await page.getByText('Turns and precedence').click()
      await page.getByText('Turns and precedence').scrollIntoViewIfNeeded()
    }),
    at('default', '/default', (page) => page.getByText('An answer of your own').click()),
    at('filter', '/orders', (page) =>
      page.getByRole('button', { name: 'Event', exact: true }).click(),
    ),
    at('wrong', '/orders', async (page) => {
      await page.getByLabel('Status', { exact: true }).fill('70')
      await page.getByLabel('Name of header 1').fill('Set-Cookie')
      await page.getByRole('combobox', { name: 'When a request matches' }).fill('status:500')
      await page.getByLabel('Status', { exact: true }).focus()
    }),
    at('insert', '/orders', (page) => page.getByTitle('Insert a value of the request').click()),
    at('import', '', async (page) => {
      await page.getByRole('button', { name: 'More for all rules' }).click()
      await page.getByText('Import…').click()
      await page.getByLabel('or paste it here').fill(JSON.stringify(imported, undefined, 2))
    }),
    at('leaving', '/orders', async (page) => {
      await page.getByRole('button', { name: '503 Service Unavailable' }).click()
      await leave(page)
      await page.getByRole('dialog').waitFor()
    }),
    at('conflict', '/orders', async (page) => {
      await page.getByRole('button', { name: '503 Service Unavailable' }).click()
      await changeElsewhere(page)
      await page.getByText(/were changed elsewhere/).waitFor()
    }),
    { name: 'rules-read-only', path: `/b/${ruled.id}/rules/orders#key=${ruled.viewKey}` },
    { name: 'rules-none', path: open(ruled, '/rules'), before: forgettingRules },
  ]
}

const imported = {
  rules: [
    { name: 'Gone', when: 'path:/v1/*', then: { status: 410 } },
    { name: 'Odd', when: 'tag:x', then: { status: 42 } },
  ],
}

/** On a phone the first step leads to the list. */
async function leave(page: Page): Promise<void> {
  const back = page.getByRole('button', { name: 'Back (Esc)' })
  await back.click()
  if (!(await page.getByRole('dialog').isVisible())) await back.click()
}

/** As if the server had told of it. */
async function changeElsewhere(page: Page): Promise<void> {
  await page.route('**/api/bins/*/rules', async (route) => {
    if (route.request().method() !== 'GET')
      return await route.fulfill({ status: 409, json: refusal })
    const response = await route.fetch()
    const found = await response.json()
    const [first, ...others] = found.rules
    const rules = [{ ...first, name: 'Invoices fail' }, ...others]
    await route.fulfill({ response, json: { ...found, rules, version: found.version + 1 } })
  })
  await page.keyboard.press('Control+s')
}

const refusal = { error: { code: 'conflict', message: 'The rules have been changed.' } }

/** As a bin without any, whatever the server has. */
async function forgettingRules(page: Page): Promise<void> {
  await page.route('**/api/bins/*/rules', async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), rules: [] } })
  })
}
