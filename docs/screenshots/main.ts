// Renders the inspector's screens and states into `screenshots/`, and the README's pictures, from a real server with
// real webhooks in it: `npm run screenshots`, or with the beginnings of scenes' names for those alone
// (`npm run screenshots -- readme compare`).

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser } from 'playwright-core'
import { createApiClient } from '../../server/client/api.ts'
import { parseConfig } from '../../server/config.ts'
import { createLog } from '../../server/log.ts'
import { startServer } from '../../server/main.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { RequestMarks } from '../../server/wire/requests.ts'
import { launchBrowser } from '../../test/support/browser.ts'
import { withPalette } from './palette-png.ts'
import { readmeScenes, sendForReadme } from './readme-scenes.ts'
import { startReceiver } from './receiver.ts'
import { startRelay } from './relay.ts'
import { picturedRules } from './rule-scenes.ts'
import type { Pictured, Scene } from './scene.ts'
import { scenes } from './scenes.ts'
import { sendEachVerdict } from './verdicts.ts'
import { fillAnHour, sendOneOfEach } from './webhooks.ts'

const folder = 'screenshots'
const sizes = { wide: { width: 1440, height: 900 }, phone: { width: 360, height: 740 } } as const
const themes = ['light', 'dark'] as const

const dataFolder = mkdtempSync(join(tmpdir(), 'hooklens-pictures-'))
mkdirSync(folder, { recursive: true })
const publicUrl = 'https://hooks.example.com'
const flags = [
  ...['--port', '0', '--public-url', publicUrl, '--db', join(dataFolder, 'pictures.db')],
  // As on a server for many, of whose private network replays see nothing but what is here.
  ...['--host', '0.0.0.0', '--allow-target', 'loopback'],
]
const parsed = parseConfig(flags, {})
if (parsed.type !== 'config') throw new Error('The defaults do not parse.')
const log = createLog({
  format: 'text',
  level: 'warn',
  write: (line) => process.stderr.write(line),
})
const server = await startServer(parsed.config, log)
const receiver = await startReceiver()
const browser = await launchBrowser()
let endRelay: () => Promise<unknown> = () => Promise.resolve()
try {
  const busy = await mint('stripe-dev')
  const empty = await mint('fresh')
  const batch = await mint('staging')
  const hour = await mint('shop')
  const payments = await mint('payments')
  const signed = await mint('signed')
  const ruled = await mint('failing')
  const pictured: Pictured = {
    ...{ busy, empty, batch, hour, payments, signed, ruled },
    serverUrl: server.url,
    receiverUrl: receiver.url,
  }
  for (const { id } of [busy, batch, payments, ruled]) await sendOneOfEach(`${server.url}/in/${id}`)
  await sendEachVerdict(server.url, signed)
  await fillAnHour(parsed.config.db, hour.id)
  await replay(busy, 3, `${receiver.url}/webhooks`)
  await replay(busy, 3, 'http://localhost:65009/webhooks')
  await replayAllTwice(busy, `${receiver.url}/takes-once`)
  endRelay = await relayTo(payments, receiver.url)
  await mark(busy, 3, { note: 'Fails in production since Tuesday.', tags: ['to check', 'prod'] })
  await mark(busy, 2, { pinned: true })
  await createApiClient(server.url, ruled.ownerKey).api.bins[':bin'].rules.$put({
    param: { bin: ruled.id },
    json: { rules: picturedRules },
  })
  const wanted = process.argv.slice(2)
  const isWanted = (name: string) =>
    wanted.length === 0 || wanted.some((start) => name.startsWith(start))
  for (const scene of scenes(pictured).filter(({ name }) => isWanted(name))) {
    for (const [size, viewport] of Object.entries(sizes)) {
      for (const theme of themes) {
        const file = `${folder}/${scene.name}-${size}-${theme}.png`
        await picture(browser, scene, file, viewport, theme).catch((error: unknown) => {
          // The others are worth seeing all the same.
          process.exitCode = 1
          process.stderr.write(`${file}: ${error}\n`)
        })
      }
    }
  }
  if (isWanted('readme')) {
    const bin = await mint('acme-dev')
    await fillAnHour(parsed.config.db, bin.id)
    await sendForReadme(server.url, bin)
    const viewport = { width: 1280, height: 760 }
    for (const [file, scene] of Object.entries(readmeScenes(bin))) {
      await picture(browser, scene, file, viewport, 'light')
      writeFileSync(file, withPalette(readFileSync(file)))
    }
  }
  writeFileSync(`${folder}/index.html`, contactSheet(readdirSync(folder)))
} finally {
  await browser.close()
  await endRelay()
  await server.close()
  receiver.close()
  rmSync(dataFolder, { recursive: true, force: true })
}

async function picture(
  from: Browser,
  { path, before, shows, prepare }: Scene,
  file: string,
  viewport: { width: number; height: number },
  colorScheme: 'light' | 'dark',
): Promise<void> {
  const context = await from.newContext({ viewport, colorScheme, deviceScaleFactor: 2 })
  context.setDefaultTimeout(10_000)
  const page = await context.newPage()
  await before?.(page)
  await page.goto(server.url + path)
  if (shows) await page.locator(shows).first().waitFor()
  else {
    await page.locator('.top-bar').waitFor()
    await page.waitForLoadState('networkidle')
  }
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

async function replayAllTwice(bin: MintedBin, target: string): Promise<void> {
  const routes = createApiClient(server.url, bin.ownerKey).api.bins[':bin'].replays
  await routes.$post({ param: { bin: bin.id }, json: { filter: '', target, times: 2 } })
}

/** Connects a relay, and has it answer for the bin. Resolves with what ends it. */
async function relayTo(bin: MintedBin, target: string) {
  const routes = createApiClient(server.url, bin.ownerKey).api.bins[':bin']
  await routes.secrets[':provider'].$put({
    param: { bin: bin.id, provider: 'stripe' },
    json: { secrets: [{ name: 'test', secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' }] },
  })
  await routes.rules.$put({ param: { bin: bin.id }, json: { passThrough: { timeoutMs: 5_000 } } })
  const end = await startRelay({ bin, server: server.url, target, dataFolder })
  await fetch(`${server.url}/in/${bin.id}/orders`, {
    method: 'POST',
    body: '{"type":"order.paid"}',
  })
  return end
}

async function mark(bin: MintedBin, seq: number, json: Partial<RequestMarks>): Promise<void> {
  const client = createApiClient(server.url, bin.ownerKey).api.bins[':bin'].requests[':seq']
  const { tags, ...others } = json
  const body = tags ? { ...others, tags: [...tags] } : others
  await client.$patch({ param: { bin: bin.id, seq: String(seq) }, json: body })
}

/** All pictures on one page, a scene a row. */
function contactSheet(files: readonly string[]): string {
  const names = files.filter((file) => file.endsWith('-wide-light.png'))
  const rows = names.map((file) => {
    const name = file.replace('-wide-light.png', '')
    const images = Object.keys(sizes).flatMap((size) =>
      themes.map((theme) => `<img src="${name}-${size}-${theme}.png" alt="${size}, ${theme}">`),
    )
    return `<h2>${name}</h2><p>${images.join('')}</p>`
  })
  return `<!doctype html><title>Hooklens</title><style>p{display:flex;gap:8px}img{height:420px;border:1px solid #888}</style>${rows.join('')}`
}
