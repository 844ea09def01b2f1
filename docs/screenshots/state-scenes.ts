// Scenes of what is under way or has gone wrong: a brush being drawn, a list that is paused, a connection that is lost.

import { chooseAll } from './delivery-scenes.ts'
import { open, type Pictured, press, type Scene } from './scene.ts'

export function stateScenes({ batch, hour, busy, serverUrl }: Pictured): readonly Scene[] {
  return [
    {
      name: 'timeline-brushed',
      path: open(hour),
      async prepare(page) {
        const box = await page.getByRole('group', { name: 'Time of arrival' }).boundingBox()
        if (!box) throw new Error('There is no timeline.')
        const y = box.y + box.height / 2
        await page.mouse.move(box.x + box.width * 0.3, y)
        await page.mouse.down()
        await page.mouse.move(box.x + box.width * 0.6, y, { steps: 5 })
      },
    },
    { name: 'timeline-chosen', path: open(hour, '?q=at:-20m') },
    {
      name: 'settings-notifications',
      path: open(busy, '/settings'),
      before: (page) => page.addInitScript(allowNotifications),
      async prepare(page) {
        await page.getByRole('switch', { name: /On the desktop/ }).click()
        await page.getByRole('switch', { name: /By a sound/ }).click()
        await page.getByLabel('Only notify of').fill('sig:mismatch')
        await page.getByLabel('Only sound for').fill('path:/orders AND (')
        await page.getByText('Until it is right').waitFor()
        await page.getByRole('switch', { name: /On the desktop/ }).scrollIntoViewIfNeeded()
      },
    },
    {
      name: 'tag-many',
      path: open(busy),
      async prepare(page) {
        await chooseAll(page)
        await page.getByRole('button', { name: 'More for the selection' }).click()
        await page.getByRole('button', { name: 'Tags…' }).click()
        await page.getByRole('dialog').waitFor()
      },
    },
    {
      name: 'paused',
      path: open(batch),
      async prepare(page) {
        await page.locator('#request-list').focus()
        await page.keyboard.press('Space')
        await page.getByText('Paused').first().waitFor()
        for (const path of ['/orders', '/orders/7', '/stock']) {
          await fetch(`${serverUrl}/in/${batch.id}${path}`, { method: 'POST', body: '{}' })
        }
        await page.getByText('3 waiting').waitFor()
      },
    },
    { name: 'marked-to-compare', path: open(busy, '/3'), prepare: press('m') },
    {
      name: 'expired',
      path: open(busy, '/3'),
      before: (page) =>
        page.routeWebSocket(/\/api\/live$/, (socket) => {
          const refused = { type: 'refused', bin: busy.id, reason: 'expired' }
          socket.onMessage(() => socket.send(JSON.stringify(refused)))
        }),
      prepare: (page) => page.getByRole('heading', { name: 'This bin has expired' }).waitFor(),
    },
    {
      name: 'reconnecting',
      path: open(busy, '/3'),
      async before(page) {
        await page.clock.install()
        await page.routeWebSocket(/\/api\/live$/, (socket) => socket.close())
      },
      async prepare(page) {
        // By the eighth try it waits long enough to be seen.
        for (let tries = 0; tries < 8; tries += 1) await page.clock.runFor(8_000)
        await page.getByText(/^Reconnecting in [1-9]/).waitFor()
      },
    },
    {
      name: 'offline',
      path: open(busy, '/3'),
      before: (page) => page.routeWebSocket(/\/api\/live$/, (socket) => socket.close()),
      prepare: (page) => page.context().setOffline(true),
    },
    {
      name: 'loading',
      path: open(busy),
      before: (page) => page.route(/\/api\/bins\/[^/]+$/, () => {}),
      shows: '.skeleton',
    },
  ]
}

/** A browser without a screen has no desktop to notify on. */
function allowNotifications(): void {
  class Allowed {
    static permission = 'granted'
    static requestPermission = () => Promise.resolve('granted')
    close() {}
  }
  Object.assign(window, { Notification: Allowed })
}
