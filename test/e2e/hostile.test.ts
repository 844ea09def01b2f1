import { expect, test } from 'vitest'
import { linkTo, useBrowser } from '../support/inspector.ts'
import { post } from '../support/post.ts'
import { requestRaw } from '../support/raw-http.ts'
import { useSharedServer } from '../support/server.ts'

const server = useSharedServer()
const browser = useBrowser()

const script = '<script>window.ran = true</script><img src=x onerror="window.ran = true">'

test('[A3] scripts in path, query, headers, body and note never run', async () => {
  const bin = await server.mint()
  const bodies = [
    ['text/html', `<!doctype html><html>${script}</html>`],
    [
      'image/svg+xml',
      `<svg xmlns="http://www.w3.org/2000/svg" onload="window.ran = true">${script}</svg>`,
    ],
    ['application/json', JSON.stringify({ [script]: script, type: script })],
    ['text/plain', script],
  ]
  for (const [type, body = ''] of bodies) {
    await requestRaw(
      server.port,
      `POST /in/${bin.id}/${encodeURI(script)}/<script>window.ran=true</script>?q=<img/src=x/onerror=window.ran=true> HTTP/1.1\r\n` +
        `Host: h\r\nX-Evil: ${script}\r\nContent-Type: ${type}\r\nConnection: close\r\nContent-Length: ${body.length}\r\n\r\n`,
      body,
    )
  }
  const { page, tab, complaints } = await browser.open(linkTo(server, bin, '/1'))
  const api = server.api(bin.ownerKey).api.bins[':bin'].requests[':seq']
  await api.$patch({ param: { bin: bin.id, seq: '1' }, json: { note: script } })

  for (const seq of [1, 2, 3, 4]) {
    await page.goto(linkTo(server, bin, `/${seq}`))
    for (const name of ['Overview', 'Body', 'Headers', 'Query', 'Response', 'Notes']) {
      await tab(name).click()
      await page.locator('[role=tabpanel]:not(:has(.skeleton))').waitFor()
      await page.evaluate(() => new Promise(requestAnimationFrame))
      expect(await page.evaluate(() => 'ran' in window), `#${seq} ${name}`).toBe(false)
    }
  }
  expect(complaints).toEqual([])
})

test('[A3] the exact body opened by its own address is a download, not a page', async () => {
  const bin = await server.mint()
  await post(bin.captureUrl, script)
  const { page } = await browser.open(server.url)

  const response = await page.request.get(`${server.url}/api/bins/${bin.id}/requests/1/body`, {
    headers: { Authorization: `Bearer ${bin.ownerKey}` },
  })

  expect(response.headers()).toMatchObject({
    'content-type': 'application/octet-stream',
    'content-disposition': `attachment; filename="${bin.id}-1.bin"`,
    'x-content-type-options': 'nosniff',
  })
})

test("[A3] an injected inline script is stopped by the page's own policy", async () => {
  const { page } = await browser.open(server.url)
  await page.getByText('Waiting for the first request').waitFor()

  const ran = await page.evaluate(() => {
    const script = document.createElement('script')
    script.textContent = 'window.ran = true'
    document.body.append(script)
    return 'ran' in window
  })

  expect(ran).toBe(false)
})

test.each([
  ['10,000 levels of JSON', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['one line of 1 MB', JSON.stringify('x'.repeat(1_000_000))],
  [
    '50,000 keys',
    JSON.stringify(Object.fromEntries(Array.from({ length: 50_000 }, (_, n) => [`key${n}`, n]))),
  ],
  ['text that turns its direction', JSON.stringify({ file: 'exe.\u202egnp', '\u202e': 1 })],
])('[A3] %s leaves the page alive', async (_what, body) => {
  const bin = await server.mint()
  await post(bin.captureUrl, body)
  await post(`${bin.captureUrl}/next`, '{"fine":true}')
  const { row, panel, complaints } = await browser.open(linkTo(server, bin, '/1?tab=body'))
  await panel.waitFor()

  await row('/next').click()

  await panel.getByText('"fine"').waitFor()
  expect(complaints).toEqual([])
})
