// Scenes of requests that are sent on: the replay drawer, relays, secrets, and runs of many.

import type { Page } from 'playwright-core'
import { open, type Pictured, type Scene } from './scene.ts'

export function deliveryScenes({ busy, batch, payments, receiverUrl }: Pictured): readonly Scene[] {
  const replaying = (name: string, prepare: (page: Page) => Promise<unknown>): Scene => ({
    name,
    path: open(busy, '/3?tab=body&replay'),
    prepare,
  })
  return [
    replaying('replay', (page) => target(page).waitFor()),
    replaying('replay-headers', async (page) => {
      await openPart(page, 'Headers')
      await page.getByRole('button', { name: /^Remove accept-language/i }).click()
      await page.getByRole('button', { name: 'Add a header' }).click()
      await page.keyboard.type('X-Trace')
      await page.keyboard.press('Tab')
      await page.keyboard.type('on')
    }),
    replaying('replay-body', async (page) => {
      await openPart(page, 'Method and path')
      await openPart(page, 'Body')
      await page.getByRole('textbox', { name: 'Body to send' }).click()
      await page.keyboard.press('Control+Home')
      await page.keyboard.press('Delete')
      await page.keyboard.type('{"edited": true,')
    }),
    replaying('replay-repeat', (page) => openPart(page, 'Repeat')),
    replaying('replay-unreachable', async (page) => {
      await target(page).fill('http://192.168.1.20:3000/webhooks')
      await page.getByText('run there:').waitFor()
    }),
    replaying('replay-denied', async (page) => {
      await target(page).fill('http://169.254.169.254/webhooks')
      await page.getByText('never connects there').waitFor()
    }),
    replaying('replay-result', (page) => send(page, `${receiverUrl}/counted`)),
    replaying('replay-failed', (page) => send(page, 'http://localhost:65009/webhooks')),
    {
      name: 'replay-relayed',
      path: open(payments, '/4?tab=overview&replay'),
      async prepare(page) {
        await target(page).fill(`${receiverUrl}/webhooks`)
        await page.getByRole('switch', { name: /Sign anew/ }).click()
        await page.getByRole('button', { name: 'Send', exact: true }).click()
        await page.getByText('Via relay').waitFor()
      },
    },
    {
      name: 'relay',
      path: open(payments, '/4'),
      async prepare(page) {
        if ((page.viewportSize()?.width ?? 0) < 1024) return
        await page.getByRole('button', { name: /^Relay → / }).click()
      },
    },
    { name: 'passed-through', path: open(payments, '/10?tab=response') },
    section('settings-relay', 'Relay'),
    section('settings-secrets', 'Secrets', async (page) => {
      await page.getByRole('button', { name: 'Replace the secrets of Stripe' }).click()
      await page.getByLabel('Secret 1 of Stripe').fill('sk_test_4eC39HqLyjWDarjtT1zdp7dc')
      await page.keyboard.press('Enter')
      await page.getByText('This is an API key of Stripe').waitFor()
    }),
    {
      name: 'replay-many',
      path: open(batch),
      prepare: chooseAllAndReplay,
    },
    {
      name: 'replay-many-running',
      path: open(batch),
      async prepare(page) {
        await chooseAllAndReplay(page)
        await replayTo(page, `${receiverUrl}/silent-for-slack`)
        await dialog(page)
          .getByText(/^[1-9]\d* of/)
          .waitFor()
      },
    },
    {
      // Begun by the scene before.
      name: 'replay-many-running-behind',
      path: open(batch, '/3'),
      prepare: (page) => page.getByRole('button', { name: /^Replay under way/ }).waitFor(),
    },
    {
      name: 'replay-many-failed',
      path: open(payments),
      async prepare(page) {
        await chooseAllAndReplay(page)
        await replayTo(page, `${receiverUrl}/failing-for-github`)
        await page.getByText(/deliveries in/).waitFor()
      },
    },
    {
      name: 'runs',
      path: open(busy),
      prepare: showRuns,
    },
    {
      name: 'run-outcomes',
      path: open(busy),
      async prepare(page) {
        await showRuns(page)
        await dialog(page).getByText('/takes-once').first().click()
        await page.getByText(/differently on a repeat/).waitFor()
      },
    },
  ]

  function section(name: string, heading: string, prepare?: Scene['prepare']): Scene {
    return {
      name,
      path: open(payments, '/settings'),
      async prepare(page) {
        await page.getByText('test, set').first().waitFor()
        await prepare?.(page)
        await page
          .getByRole('heading', { name: heading, exact: true })
          .evaluate((element) => element.scrollIntoView({ block: 'start' }))
      },
    }
  }
}

function target(page: Page) {
  return page.getByRole('textbox', { name: 'Target' })
}

function dialog(page: Page) {
  return page.getByRole('dialog')
}

async function openPart(page: Page, name: string): Promise<void> {
  const part = page.getByRole('complementary').getByRole('button', { name: new RegExp(`^${name}`) })
  await part.click()
  await part.evaluate((element) => element.scrollIntoView({ block: 'start' }))
}

async function send(page: Page, to: string): Promise<void> {
  await target(page).fill(to)
  await page.getByRole('button', { name: 'Send', exact: true }).click()
  await page.getByText('The attempt before').waitFor()
}

export async function chooseAll(page: Page): Promise<void> {
  await page.locator('#request-list').focus()
  await page.keyboard.press('ControlOrMeta+a')
  await page.getByText(/^\d+ selected/).waitFor()
}

async function chooseAllAndReplay(page: Page): Promise<void> {
  await chooseAll(page)
  await page.getByRole('button', { name: 'Replay the selected requests' }).click()
  await dialog(page).waitFor()
}

async function replayTo(page: Page, to: string): Promise<void> {
  await page.getByLabel('Target').fill(to)
  await dialog(page).getByRole('button', { name: 'Replay' }).click()
}

async function showRuns(page: Page): Promise<void> {
  await page.keyboard.press('Control+k')
  await dialog(page).waitFor()
  await page.keyboard.type('replays of many')
  await page.keyboard.press('Enter')
  await page.getByRole('dialog', { name: 'Replays of many requests' }).waitFor()
}
