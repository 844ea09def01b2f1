import { beforeAll, describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import vectors from '../fixtures/providers/vectors.json' with { type: 'json' }
import { known } from '../providers/known-vectors.ts'
import { call, failure } from '../support/call.ts'
import { useServer } from '../support/server.ts'

const server = useServer()
let bin: MintedBin
beforeAll(async () => {
  bin = await server.mint()
})

function verify(json: object, key = bin.ownerKey) {
  return call(server, `POST /bins/${bin.id}/verify`, { key, json })
}

function messageOf({ provider, secret, publicKey, extra, ...vector }: (typeof vectors)[number]) {
  const { method, url, headers, bodyBase64, now } = vector
  const message = { method, url, headers, bodyBase64, at: now }
  return { scheme: provider, secret, publicKey, extra, ...message }
}

const [first = expect.unreachable()] = vectors

describe('[P2] verify', () => {
  test.each(known)('[P2] $provider, vector $index: $note', async (vector) => {
    const { status, json } = await verify(messageOf(vector))

    expect(status).toBe(200)
    if (vector.valid) expect(json.verdict).toBe('valid')
    else expect(json.verdict).toBe(vector.kind === 'too-old' ? 'stale' : 'mismatch')
    expect(json.detail).toMatch(/^[A-Z].*\.$/s)
  })

  test('[P2] a null is as good as nothing at all', async () => {
    const { json } = await verify({ ...messageOf(first), publicKey: null, extra: null })

    expect(json.verdict).toBe('valid')
  })

  test('[P2] without a secret checks with those the bin holds', async () => {
    const other = await server.mint()
    const { secret, ...message } = messageOf(first)
    const path = `POST /bins/${other.id}/verify`
    const options = { key: other.ownerKey, json: message }
    const before = await call(server, path, options)
    await call(server, `PUT /bins/${other.id}/secrets/standard-webhooks`, {
      key: other.ownerKey,
      json: { secrets: [{ name: 'old', secret: 'whsec_b2xkIHNlY3JldA==' }, { secret }] },
    })

    const after = await call(server, path, options)

    expect(before.json.verdict).toBe('no-secret')
    expect(after.json.verdict).toBe('valid')
  })

  test('[P2] what is not needed may be null', async () => {
    const { status, json } = await verify({ ...messageOf(first), publicKey: null, extra: null })

    expect([status, json.verdict]).toEqual([200, 'valid'])
  })

  test('[P2] at the present, an old signature is stale by as many seconds as have passed', async () => {
    const { at, ...message } = messageOf(first)

    const { json } = await verify(message)

    expect(json).toMatchObject({ verdict: 'stale', reason: 'timestamp-stale' })
    expect(json.detail).toMatch(/\d+ s \(\d+ days\)/)
  })

  test('[A1] is for the owner, and keeps and repeats no secret', async () => {
    const message = messageOf(first)

    expect(await verify(message, bin.viewKey)).toMatchObject(failure(403, 'forbidden'))
    const { text } = await verify({ ...message, secret: 'whsec_bmV2ZXIgc2hvd24=' })
    expect(text).not.toContain('bmV2ZXIgc2hvd24=')
    expect(server.logLines.join()).not.toContain('bmV2ZXIgc2hvd24=')
  })

  test.each([
    ['an unknown scheme', { scheme: 'nobody' }, /json\.scheme: 'nobody'.*Known are: .*stripe/],
    ['one that nothing proves', { scheme: 'azure-event-grid' }, /does not sign/],
    ['a body that is not base64', { bodyBase64: '{"a":1}' }, /json\.bodyBase64/],
    ['headers that are no pairs', { headers: { a: 'b' } }, /json\.headers/],
    ['a misspelt field', { sekret: 'x' }, /sekret/],
  ])('[P2] %s is refused at its field', async (_what, change, message) => {
    const answer = await verify({ ...messageOf(first), ...change })

    expect(answer.status).toBe(400)
    expect(answer.json.error).toMatchObject({
      code: 'bad-request',
      message: expect.stringMatching(message),
    })
  })
})
