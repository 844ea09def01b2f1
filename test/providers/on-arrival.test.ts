import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { call } from '../support/call.ts'
import { useServer } from '../support/server.ts'
import { known } from './known-vectors.ts'
import { sendFixture } from './send-fixture.ts'

// Vectors have a time of their own, at which the server has to take them in.
beforeAll(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
})
afterAll(() => {
  vi.useRealTimers()
})
const server = useServer()

const schemes = [...new Set(known.map(({ provider }) => provider))]

describe('[P2] on arrival', () => {
  test.each(
    schemes,
  )('[P2] %s: captured, with the secret set, the verdict is right', async (scheme) => {
    for (const vector of known.filter(({ provider }) => provider === scheme)) {
      const bin = await server.mint()
      const { id, secret, publicKey, extra, url } = vector
      const set = await call(server, `PUT /bins/${bin.id}/secrets/${id}`, {
        key: bin.ownerKey,
        json: { secrets: [{ secret: secret ?? publicKey }], extra: { ...extra, url } },
      })
      expect(set.status).toBe(200)

      vi.setSystemTime(vector.now * 1000)
      const body = Buffer.from(vector.bodyBase64, 'base64')
      const answer = await sendFixture(server.port, bin.id, { ...vector, body })
      const { json } = await call(server, `GET /bins/${bin.id}/requests/1`, { key: bin.ownerKey })

      expect(answer.status).toBeGreaterThanOrEqual(200)
      expect(json.provider.id).toBe(id)
      if (vector.valid) expect(json.signature.verdict).toBe('valid')
      else expect(json.signature.verdict).toBe(vector.kind === 'too-old' ? 'stale' : 'mismatch')
    }
  })
})
