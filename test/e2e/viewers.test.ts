import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { findBarriers } from '../support/axe.ts'
import { linkTo, useBrowser } from '../support/inspector.ts'
import { copied, goWithin } from '../support/page-state.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

/** Sends one body and opens it, shown as `view`. */
async function openBody(type: string, body: string | Uint8Array, view?: string) {
  const bin = await server.mint()
  // A copy: what came from elsewhere may be backed by memory that fetch does not take.
  const sent = typeof body === 'string' ? body : Uint8Array.from(body)
  await fetch(bin.captureUrl, { method: 'POST', headers: { 'Content-Type': type }, body: sent })
  const opened = await browser.open(linkTo(server, bin, '/1?tab=body'))
  if (view) await opened.panel.getByText(view, { exact: true }).first().click()
  return opened
}

test('the tree is walked, folded and copied from by keyboard alone', async () => {
  const json = '{"id":9007199254740993,"data":{"object":{"name":"Ada"}}}'
  const { page, complaints } = await openBody('application/json', json, 'Tree')
  const tree = page.getByRole('tree')
  const active = page.locator('[role=treeitem][aria-selected=true]')

  await tree.focus()
  for (const key of ['ArrowDown', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key)

  await active.filter({ hasText: '"Ada"' }).and(page.locator('[aria-expanded=false]')).waitFor()
  await expect.poll(() => tree.getByRole('treeitem').count()).toBe(3)
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowRight']) await page.keyboard.press(key)
  await active.and(page.locator('[aria-level="4"]')).waitFor()
  expect(await tree.getAttribute('aria-activedescendant')).toBe(await active.getAttribute('id'))
  await page.getByRole('button', { name: 'Copy the path' }).click()
  await page.getByRole('button', { name: 'Copied the path' }).waitFor()
  await expect.poll(() => copied(page)).toBe('body.data.object.name')
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test.each([
  ['10,000 levels', '['.repeat(10_000) + ']'.repeat(10_000)],
  [
    '50,000 keys',
    JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`key${n}`, n]))),
  ],
  ['a line of 900 kB', JSON.stringify(['x'.repeat(900_000)])],
  ['text that turns its direction', JSON.stringify({ file: 'exe.\u202egnp', '\u202e': 1 })],
])('[A3] a tree of %s draws a few rows and keeps the page alive', async (_what, json) => {
  const { page, tab, complaints } = await openBody('application/json', json, 'Tree')
  const tree = page.getByRole('tree')

  await tree.focus()
  for (const key of ['End', 'ArrowRight', 'ArrowDown', 'End']) await page.keyboard.press(key)

  expect(await tree.getByRole('treeitem').count()).toBeLessThan(120)
  await tab('Headers').click()
  await page.getByText('content-length', { exact: false }).first().waitFor()
  expect(complaints).toEqual([])
})

test('XML is laid out as text, and what is not well-formed is shown raw with where it breaks', async () => {
  const evil =
    '<x xmlns="http://www.w3.org/1999/xhtml"><script>window.ran=1</script><b>bold</b></x>'
  const good = await openBody('application/xml', evil)
  await good.panel.getByLabel('Body as XML').getByText('window.ran=1').waitFor()
  const bad = await openBody('application/xml', '<a><b></a>')
  await bad.panel.getByText('line 1, column 7 holds </a>, where </b> should be').waitFor()
  await bad.panel.getByLabel('Body as text').waitFor()

  expect(await findBarriers(good.page, '[role=tabpanel]')).toEqual([])
  expect(await good.panel.locator('b, script').count()).toBe(0)
  expect(await good.page.evaluate(() => 'ran' in window)).toBe(false)
  expect([...good.complaints, ...bad.complaints]).toEqual([])
})

/** Counts every connection made to it, whatever for. */
async function startTrap() {
  let connections = 0
  const server = createServer((_request, response) => response.end())
  server.on('connection', () => {
    connections += 1
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo // A TCP server that listens has one.
  return { url: `http://127.0.0.1:${port}`, count: () => connections }
}

function trappedPage(url: string): string {
  return `<!doctype html><html manifest="${url}/m"><head><title>t</title>
<base href="${url}/"><meta http-equiv="refresh" content="0;url=${url}/refresh">
<link rel="stylesheet" href="${url}/l"><link rel="preconnect" href="${url}"><link rel="icon" href="${url}/i">
<link rel="preload" as="image" href="${url}/p"><link rel="dns-prefetch" href="${url}"><link rel="modulepreload" href="${url}/mp">
<style>@import "${url}/c"; @font-face { font-family: f; src: url(${url}/f) } body { background: url(${url}/b); font-family: f }</style>
<script src="${url}/s"></script><script>top.ran = parent.ran = window.ran = 1; fetch("${url}/x")</script></head>
<body background="${url}/bg" onload="fetch('${url}/o')" style="background-image:url(${url}/st)">
<img src="${url}/img" srcset="${url}/2x 2x" onerror="top.ran=1"><picture><source srcset="${url}/ps"><img></picture>
<video src="${url}/v" poster="${url}/vp" autoplay></video><audio src="${url}/a" autoplay></audio>
<iframe src="${url}/fr"></iframe><iframe srcdoc="<img src='${url}/sd'>"></iframe><object data="${url}/ob"></object><embed src="${url}/em">
<svg><image href="${url}/si"/><use href="${url}/su#a"/><script>top.ran=1</script></svg>
<math href="javascript:top.ran=1"><mtext><img src="${url}/mi"></mtext></math><input type="image" src="${url}/in">
<noscript><img src="${url}/ns"><meta http-equiv="refresh" content="0;url=${url}/nr"></noscript>
<template shadowrootmode="open"><img src="${url}/sh"></template>
<form action="${url}/form" method="post"><button>send</button></form>
<a href="${url}/link" ping="${url}/ping">link</a> <a href="${url}/top" target="_top">top</a>
<a href="${url}/blank" target="_blank">blank</a> <a href="javascript:top.ran=1">js</a></body></html>`
}

test('[A3] a previewed page runs nothing, fetches nothing and leads nowhere', async () => {
  const trap = await startTrap()
  const { page, panel } = await openBody('text/html', trappedPage(trap.url))
  const address = page.url()
  const frame = panel.frameLocator('iframe')
  await frame.getByText('link').waitFor()

  for (const name of ['send', 'js', 'top', 'blank', 'link']) {
    await frame.getByText(name, { exact: true }).click()
    await page.evaluate(() => new Promise(requestAnimationFrame))
  }
  await page.waitForLoadState('networkidle')

  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(trap.count()).toBe(0)
  expect(await page.evaluate(() => 'ran' in window)).toBe(false)
  expect(page.url()).toBe(address)
  expect(page.context().pages()).toHaveLength(1)
  expect(await panel.locator('iframe').getAttribute('sandbox')).toBe('allow-same-origin')
})

test('a previewed page has its own styles, and the console stays quiet', async () => {
  const html =
    '<!doctype html><style media="screen">b { color: rgb(1, 2, 3) }</style><body style="margin: 7px">' +
    '<b>bold</b><i style="color: rgb(4, 5, 6)">&lt;i style="x"></i>'
  const { panel, complaints } = await openBody('text/html', html)
  const frame = panel.frameLocator('iframe')
  const styleOf = (name: 'b' | 'i' | 'body') =>
    frame.locator(name).evaluate((element) => {
      const { color, marginTop } = getComputedStyle(element)
      return { color, marginTop }
    })

  await expect.poll(() => styleOf('b')).toMatchObject({ color: 'rgb(1, 2, 3)' })

  await expect.poll(() => styleOf('i')).toMatchObject({ color: 'rgb(4, 5, 6)' })
  await expect.poll(() => styleOf('body')).toMatchObject({ marginTop: '7px' })
  expect(await frame.locator('i').textContent()).toBe('<i style="x">')
  expect(complaints).toEqual([])
})

test('parts are shown each in the viewer that suits it, and saved to the byte', async () => {
  const body =
    '--b\r\nContent-Disposition: form-data; name="payload"\r\nContent-Type: application/json\r\n\r\n{"id":9007199254740993}\r\n' +
    '--b\r\nContent-Disposition: form-data; name="f"; filename="../../e\u202evil.txt"\r\n\r\na\r\nb\r\n--b--'
  const { page, panel, complaints } = await openBody('multipart/form-data; boundary=b', body)
  await panel.getByLabel('Body as JSON').getByText('9007199254740993').waitFor()

  const download = page.waitForEvent('download')
  await panel.getByRole('button', { name: 'Download ../../e' }).click()
  const file = await download

  expect(file.suggestedFilename()).toBe('evil.txt')
  expect(readFileSync(await file.path(), 'utf8')).toBe('a\r\nb')
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test('JSON lines are rows to open, and a broken one stays among them', async () => {
  const body = '{"level":"info","n":9007199254740993}\n{"level":"warn"}\n{"cut'
  const { page, panel, complaints } = await openBody('application/x-ndjson', body)
  const rows = panel.getByRole('treeitem')
  await rows.nth(2).waitFor()

  await rows.first().click()

  await rows.nth(4).waitFor()
  await expect.poll(() => rows.nth(2).textContent()).toBe('"n": 9007199254740993')
  await expect.poll(() => rows.nth(4).textContent()).toBe('2: {"cut')
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test('[A3] what is not what its type says is shown raw, with why', async () => {
  const cases = [
    ['application/json', '{"a":', 'Not valid JSON', 'text'],
    ['multipart/form-data; boundary=b', 'no part', 'begins no part', 'text'],
    ['multipart/form-data; boundary=b', Uint8Array.from([0, 255]), 'begins no part', 'hexadecimal'],
    ['application/jwt', 'eyJh.eyJh.', 'Not a JWT', 'text'],
    ['application/x-ndjson', ' \n ', 'there is no line', 'text'],
  ] as const
  const bin = await server.mint()
  for (const [type, body] of cases) {
    await fetch(bin.captureUrl, { method: 'POST', headers: { 'Content-Type': type }, body })
  }
  const { page, rows, complaints } = await browser.open(linkTo(server, bin))
  await expect.poll(() => rows.count()).toBe(cases.length)

  for (const [index, [, , why, raw]] of cases.entries()) {
    await goWithin(page, `/b/${bin.id}/${index + 1}?tab=body`)
    const request = page.getByRole('article', { name: `Request ${index + 1}`, exact: true })
    await request.getByText(why).waitFor()
    await request.getByLabel(`Body as ${raw}`).waitFor()
  }

  expect(complaints).toEqual([])
})

test('a token in a string is decoded, with its times in words and that nobody verified it', async () => {
  const part = (text: string) => Buffer.from(text).toString('base64url')
  const token = `${part('{"alg":"ES256"}')}.${part('{"id":9007199254740993,"exp":1}')}.c2ln`
  const { page, panel, complaints } = await openBody(
    'application/json',
    `{"jws":"${token}"}`,
    'JWT',
  )

  await panel.getByLabel('Payload', { exact: true }).getByText('9007199254740993').waitFor()
  await panel.getByText('Pretty', { exact: true }).click()
  await panel.getByTitle('Explain', { exact: true }).click()
  await panel.getByLabel('Payload', { exact: true }).getByText('9007199254740993').waitFor()

  await panel.getByText('not verified').waitFor()
  await panel.getByText(/Expired [\d,]+ days ago/).waitFor()
  expect(await findBarriers(page, '[role=tabpanel]')).toEqual([])
  expect(complaints).toEqual([])
})

test('text in another charset is read, with what says so', async () => {
  const marked = await openBody('text/plain; charset=utf-8', Buffer.from('\ufeffgrüß', 'utf16le'))
  await marked.panel.getByText('grüß').waitFor()
  await marked.panel.getByText('utf-16le, by its byte order mark').waitFor()
  await marked.panel.getByText('The Content-Type says utf-8.').waitFor()
  const guessed = await openBody('text/plain', Buffer.from('café', 'latin1'))
  await guessed.panel.getByText('café').waitFor()

  await guessed.panel.getByText('windows-1252, a guess').waitFor()
  expect(await findBarriers(guessed.page, '[role=tabpanel]')).toEqual([])
  expect([...marked.complaints, ...guessed.complaints]).toEqual([])
})

test.each([
  ['application/xml', `<a>${'<b c="d">text</b>'.repeat(300_000)}</a>`],
  ['application/x-ndjson', '{"a":[1,2,3]}\n'.repeat(340_000)],
  ['text/html', '<p style="color:red"><a href="x">text</a></p>'.repeat(110_000)],
  ['multipart/form-data; boundary=b', `${'--b\r\nA: 1\r\n\r\n\r\n'.repeat(200_000)}--b--`],
  ['text/plain; charset=utf-16le', Buffer.alloc(5_000_000, 'x\0')],
])('[A3] 5 MB of %s leave the page alive', async (type, body) => {
  const { page, tab } = await openBody(type, body)
  await page.getByRole('tabpanel').getByText('Hex').waitFor()

  await tab('Headers').click()

  await page.getByText('content-length', { exact: false }).first().waitFor()
})
