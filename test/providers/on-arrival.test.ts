import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { call } from '../support/call.ts'
import { openConnection, readToEnd } from '../support/raw-http.ts'
import { startTestServer, type TestServer } from '../support/server.ts'
import { known, type Vector } from './known-vectors.ts'

// Vectors have a time of their own, at which the server has to take them in.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterAll(() => {
  vi.useRealTimers()
})

const schemes = [...new Set(known.map(({ provider }) => provider))]

describe('[P2] on arrival', () => {
  test.each(
    schemes,
  )('[P2] %s: captured, with the secret set, the verdict is right', async (scheme) => {
    const server = await startTestServer()

    for (const vector of known.filter(({ provider }) => provider === scheme)) {
      const bin = await server.mint()
      const { id, secret, publicKey, extra, url } = vector
      const set = await call(server, `PUT /bins/${bin.id}/secrets/${id}`, {
        key: bin.ownerKey,
        json: { secrets: [{ secret: secret ?? publicKey }], extra: { ...extra, url } },
      })
      expect(set.status).toBe(200)

      await send(server, bin.id, vector)
      const { json } = await call(server, `GET /bins/${bin.id}/requests/1`, { key: bin.ownerKey })

      expect(json.provider.id).toBe(id)
      if (vector.valid) expect(json.signature.verdict).toBe('valid')
      else expect(json.signature.verdict).toBe(vector.kind === 'too-old' ? 'stale' : 'mismatch')
    }
  })
})

async function send(
  server: TestServer,
  bin: string,
  { method, url, headers, bodyBase64, now }: Vector,
): Promise<void> {
  vi.setSystemTime(now * 1000)
  const body = Buffer.from(bodyBase64, 'base64')
  const [, query = ''] = /(\?.*)$/.exec(url) ?? []
  const head = [
    `${method} /in/${bin}${query} HTTP/1.1`,
    'Host: hooks.example.com',
    'Connection: close',
    `Content-Length: ${body.length}`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
  ]
  const socket = await openConnection(server.port)
  const answer = readToEnd(socket)
  socket.write(Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'))
  socket.write(body)
  expect(await answer).toMatch(/^HTTP\/1\.1 \d{3} /)
}
