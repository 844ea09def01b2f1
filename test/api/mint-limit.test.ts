// Bounds on bins that are made without a key.

import { expect, test } from 'vitest'
import { createMintLimit, mintAgainMs, mostMintedAtOnce } from '../../server/access/mint-limit.ts'
import { startTestServer } from '../support/server.ts'

test('[A6] one address cannot have bins made without end, and others do not notice', async () => {
  const server = await startTestServer({ trustProxies: ['127.0.0.0/8'] })
  const mintFrom = (address: string) =>
    fetch(`${server.url}/api/bins`, { method: 'POST', headers: { 'X-Forwarded-For': address } })

  const made = await Promise.all(
    Array.from({ length: mostMintedAtOnce }, () => mintFrom('9.9.9.9')),
  )
  const refused = await mintFrom('9.9.9.9')
  const other = await mintFrom('9.9.9.8')

  expect(new Set(made.map(({ status }) => status))).toEqual(new Set([201]))
  expect(refused.status).toBe(429)
  expect(await refused.json()).toMatchObject({
    error: { code: 'too-many', message: expect.stringMatching(/wait 10 s for each/) },
  })
  expect(other.status).toBe(201)
})

test('[A6] after a while another bin may be made, by IPv6 networks as a whole, and on this machine always', () => {
  let now = 0
  const limit = createMintLimit(() => now)
  const times = (count: number, address: string) =>
    Array.from({ length: count }, () => limit.take(address)).filter(Boolean).length

  const atOnce = [times(200, '2001:db8::1'), times(1, '2001:db8::2'), times(1, '2001:db8:0:1::1')]
  now += mintAgainMs
  const later = [times(2, '2001:db8::3'), times(500, '127.0.0.1'), times(500, '::ffff:127.0.0.1')]
  now += mintAgainMs * mostMintedAtOnce
  const rested = times(200, '2001:db8::1')

  expect(atOnce).toEqual([mostMintedAtOnce, 0, 1])
  expect(later).toEqual([1, 500, 500])
  expect(rested).toBe(mostMintedAtOnce)
})
