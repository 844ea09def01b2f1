import { readFile } from 'node:fs/promises'
import { createServer, request as forward } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, narrow, useBrowser, wide } from '../support/inspector.ts'
import { widthOf } from '../support/page-state.ts'
import { postMany } from '../support/post.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

async function openDialog({ size = wide, rest = '', readOnly = false } = {}) {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 12)
  const link = linkTo(server, readOnly ? { ...bin, ownerKey: bin.viewKey } : bin, rest)
  const { page, complaints } = await browser.open(link, size)
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByText('Export…').click()
  const dialog = page.getByRole('dialog', { name: 'Export' })
  await dialog.getByText(/^All 12 requests/).waitFor()
  return { server, bin, page, dialog, complaints }
}

test('what matches is exported in the format chosen, which is remembered', async () => {
  const { bin, page, dialog, complaints } = await openDialog({ rest: '?q=path:/n/1*' })

  await dialog.getByRole('radio', { name: /^The 4 that match/, checked: true }).waitFor()
  await dialog.getByRole('radio', { name: /^JSON lines/ }).check()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    dialog.getByRole('button', { name: 'Export' }).click(),
  ])
  await page.getByText(/^Exported 4 requests, \d.* to /).waitFor()
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByText('Export…').click()

  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split('\n')
  expect(download.suggestedFilename()).toMatch(
    new RegExp(`^${bin.id}-\\d{4}-\\d\\d-\\d\\d\\.ndjson$`),
  )
  expect(lines.map((line) => JSON.parse(line).path).toSorted()).toEqual([
    '/n/1',
    '/n/10',
    '/n/11',
    '/n/12',
  ])
  await dialog.getByRole('radio', { name: /^JSON lines/, checked: true }).waitFor()
  expect(complaints).toEqual([])
})

test('an export of more than 500 MB is warned of, unless it is of less than everything', async () => {
  const { page, dialog } = await openDialog({ rest: '?q=path:/n/1*' })
  await page.route(/\/api\/bins\/[^/]+$/, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), bytes: 500_000_001 } })
  })
  await page.reload()
  await page.getByRole('button', { name: 'More for all requests' }).click()
  await page.getByText('Export…').click()
  const warning = dialog.getByText(/^This may be a large file/)

  await dialog.getByRole('radio', { name: /^All 12 requests/ }).check()
  await warning.waitFor()
  await dialog.getByRole('radio', { name: /that match/ }).check()

  await warning.waitFor({ state: 'detached' })
})

test('whoever may only read exports everything, on a phone too, as a HAR that other tools read', async () => {
  const { bin, page } = await openDialog({ size: narrow, readOnly: true })

  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.keyboard.press('Enter'),
  ])

  const { log } = JSON.parse(await readFile(await download.path(), 'utf8'))
  // Playwright has a reader of its own: it answers as the file says, and aborts what is not in it.
  await page.routeFromHAR(await download.path(), { url: '**/in/**' })
  const statuses = await page.evaluate(async (url) => {
    const send = (path: string, body: string) =>
      fetch(url + path, { method: 'POST', body }).then(
        ({ status }) => status,
        () => 'aborted',
      )
    return [await send('/n/7', '{"n":7}'), await send('/n/77', '{"n":77}')]
  }, new URL(bin.captureUrl).pathname)
  expect(log.entries).toHaveLength(12)
  expect(statuses).toEqual([200, 'aborted'])
  await expect.poll(() => widthOf(page)).toBe(narrow.width)
})

test('an export that is slow says how far it is, and can be cancelled; one that breaks off says so', async () => {
  const bin = await server.mint()
  await postMany(bin.captureUrl, 12)
  const slow = await startSlowProxy(server.port)
  const { page } = await browser.open(linkTo({ url: slow.url }, bin), wide)
  const dialog = page.getByRole('dialog', { name: 'Export' })
  const open = async () => {
    await page.getByRole('button', { name: 'More for all requests' }).click()
    await page.getByText('Export…').click()
    await dialog.getByRole('button', { name: 'Export' }).click()
    await dialog.getByText(/^1 of 12 requests, /).waitFor()
  }

  await open()
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await slow.hungUp
  await open()
  slow.cut()

  await dialog.getByText('The connection broke off before the file was whole.').waitFor()
})

test.each([
  ['wide', wide],
  ['narrow', narrow],
])('axe finds nothing in the dialog (%s)', async (_what, size) => {
  const { page } = await openDialog({ size, rest: '?q=path:/n/1*' })

  expect(await findBarriers(page, 'dialog')).toEqual([])
})

/** Passes everything on, but of an export no more than its first request. */
async function startSlowProxy(port: number) {
  let cut = () => {}
  let onHungUp = () => {}
  const hungUp = new Promise<void>((resolve) => {
    onHungUp = resolve
  })
  const server = createServer((incoming, outgoing) => {
    const { method, url, headers } = incoming
    const sent = forward({ port, method, path: url, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 500, answer.headers)
      if (!url?.includes('/export')) {
        answer.pipe(outgoing)
        return
      }
      cut = () => outgoing.destroy()
      outgoing.on('close', onHungUp)
      answer.once('data', (piece: Buffer) => {
        const text = piece.toString('latin1')
        outgoing.write(text.slice(0, text.indexOf('{"startedDateTime":', 200)), 'latin1')
      })
    })
    sent.on('error', () => outgoing.destroy())
    incoming.pipe(sent)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  // A TCP server's address is never text.
  const { port: own } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${own}`, hungUp, cut: () => cut() }
}
