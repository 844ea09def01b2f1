// Renders the inspector's screens and states into `screenshots/`, and the README's picture, from a real server with
// real webhooks in it: `npm run screenshots`, or `npm run screenshots -- readme` for that picture alone.

import { createHmac } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import examples from '@octokit/webhooks-examples/api.github.com/index.json' with { type: 'json' }
import type { Browser, Page } from 'playwright-core'
import { createApiClient } from '../server/client/api.ts'
import { parseConfig } from '../server/config.ts'
import { createLog } from '../server/log.ts'
import { startServer } from '../server/main.ts'
import type { MintedBin } from '../server/wire/bins.ts'
import { launchBrowser } from '../test/support/browser.ts'

const folder = 'screenshots'
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } } as const
const themes = ['light', 'dark'] as const

interface Scene {
  readonly name: string
  /** Where the page begins: below the server's address. */
  readonly path: string
  /** Prepares the page before it is opened. */
  readonly before?: (page: Page) => Promise<void>
  /** Brings the opened page into the state to be seen. */
  readonly prepare?: (page: Page) => Promise<void>
}

const dataFolder = mkdtempSync(join(tmpdir(), 'hooklens-pictures-'))
mkdirSync(folder, { recursive: true })
const publicUrl = 'https://hooks.example.com'
const flags = ['--port', '0', '--public-url', publicUrl, '--db', join(dataFolder, 'pictures.db')]
const parsed = parseConfig(flags, {})
if (parsed.type !== 'config') throw new Error('The defaults do not parse.')
const log = createLog({
  format: 'text',
  level: 'warn',
  write: (line) => process.stderr.write(line),
})
const server = await startServer(parsed.config, log)
const receiver = createServer((_request, response) => {
  response.writeHead(200, { 'Content-Type': 'application/json' }).end('{"received":true}')
})
await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
const browser = await launchBrowser()
try {
  const busy = await mint('stripe-dev')
  const empty = await mint('fresh')
  await fill(busy)
  await replay(busy, 3, `http://localhost:${(receiver.address() as AddressInfo).port}/webhooks`)
  await replay(busy, 3, 'http://localhost:9/webhooks')
  const isReadmeOnly = process.argv.includes('readme')
  for (const scene of isReadmeOnly ? [] : scenes(busy, empty)) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const theme of themes) {
        await picture(
          browser,
          scene,
          `${folder}/${scene.name}-${size}-${theme}.png`,
          viewport,
          theme,
        )
      }
    }
  }
  const [readme] = scenes(busy, empty)
  if (readme) {
    await picture(browser, readme, 'docs/inspector.png', { width: 1280, height: 760 }, 'light')
  }
} finally {
  await browser.close()
  await server.close()
  receiver.close()
  rmSync(dataFolder, { recursive: true, force: true })
}

function scenes(busy: MintedBin, empty: MintedBin): readonly Scene[] {
  const open = (bin: MintedBin, rest = '') => `/b/${bin.id}${rest}#key=${bin.ownerKey}`
  const tab = (name: string): Scene => ({
    name: `request-${name}`,
    path: open(busy, `/3?tab=${name}`),
  })
  return [
    tab('body'),
    ...['overview', 'headers', 'query', 'response', 'deliveries', 'notes'].map(tab),
    { name: 'list', path: open(busy) },
    { name: 'empty', path: open(empty) },
    { name: 'binary', path: open(busy, '/6?tab=body') },
    { name: 'broken-off', path: open(busy, '/7?tab=overview') },
    { name: 'replay', path: open(busy, '/3?tab=body&replay') },
    { name: 'wrong-key', path: `/b/${busy.id}#key=hlo_${'x'.repeat(43)}` },
    { name: 'not-found', path: `/b/no-such-bin#key=hlo_${'x'.repeat(43)}` },
    {
      name: 'keys',
      path: open(busy, '/3'),
      prepare: async (page) => {
        await page.keyboard.press('?')
      },
    },
    {
      name: 'reconnecting',
      path: open(busy, '/3'),
      before: async (page) => {
        await page.routeWebSocket(/\/api\/live$/, (socket) => socket.close())
      },
    },
  ]
}

async function picture(
  from: Browser,
  { path, before, prepare }: Scene,
  file: string,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const context = await from.newContext({ viewport, colorScheme, deviceScaleFactor: 2 })
  const page = await context.newPage()
  await before?.(page)
  await page.goto(server.url + path)
  await page.waitForLoadState('networkidle')
  await prepare?.(page)
  await page.evaluate(() => document.fonts.ready)
  await page.screenshot({ path: file, animations: 'disabled' })
  await context.close()
  process.stdout.write(`${file}\n`)
}

async function mint(id: string): Promise<MintedBin> {
  const response = await createApiClient(server.url).api.bins.$post({ json: { id } })
  return (await response.json()) as MintedBin // The database is fresh, so the id is free.
}

async function replay(bin: MintedBin, seq: number, target: string): Promise<void> {
  await createApiClient(server.url, bin.ownerKey).api.bins[':bin'].requests[':seq'].replay.$post({
    param: { bin: bin.id, seq: String(seq) },
    json: { target },
  })
}

/** One of everything: known senders, a handshake, an unknown sender, binary, an upload that broke off, another method. */
async function fill({ id }: MintedBin): Promise<void> {
  const send = (path: string, init: RequestInit) => fetch(`${server.url}/in/${id}${path}`, init)
  const json = { 'Content-Type': 'application/json' }
  for (const event of ['push', 'issues', 'pull_request']) {
    const payload = examples.find(({ name }) => name === event)?.examples[0]
    await send('/github', {
      method: 'POST',
      headers: {
        ...json,
        'User-Agent': 'GitHub-Hookshot/044aadd',
        'X-GitHub-Event': event,
        'X-GitHub-Delivery': crypto.randomUUID(),
        ...signed('X-Hub-Signature-256', 'sha256=', JSON.stringify(payload)),
      },
      body: JSON.stringify(payload),
    })
  }
  const stripe = JSON.stringify({
    id: 'evt_1PgQ2eLkdIwHu7ix0Nf2kVbA',
    object: 'event',
    type: 'invoice.paid',
    data: { object: { id: 'in_1PgQ2c', object: 'invoice', amount_paid: 4900, currency: 'usd' } },
  })
  await send('/stripe?source=web', {
    method: 'POST',
    headers: { ...json, ...signed('Stripe-Signature', 't=1767225600,v1=', stripe) },
    body: stripe,
  })
  await send('/slack/events', {
    method: 'POST',
    headers: json,
    body: JSON.stringify({
      type: 'url_verification',
      token: 'Jhj5dZrVaK7ZwHHj',
      challenge: '3eZbrw1a',
    }),
  })
  await send('/upload', {
    method: 'PUT',
    headers: { 'Content-Type': 'application/octet-stream' },
    body: Uint8Array.from({ length: 4_096 }, (_, index) => (index * 7) % 256),
  })
  const broken = new AbortController()
  const half = new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('{"half":'))
      setTimeout(() => broken.abort(), 100)
    },
  })
  await send('/reports', {
    method: 'POST',
    headers: json,
    body: half,
    duplex: 'half',
    signal: broken.signal,
  } as RequestInit).catch(() => {}) // It was meant to break off.
  await send('/subscriptions/8841', { method: 'DELETE' })
  await send('/orders', {
    method: 'POST',
    headers: json,
    body: '{"type":"order.created","ledger_entry":9007199254740993,"total":12.50,"total":12.5}',
  })
}

function signed(name: string, prefix: string, body: string): Record<string, string> {
  return { [name]: prefix + createHmac('sha256', 'a secret').update(body).digest('hex') }
}
