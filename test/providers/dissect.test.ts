import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { providers } from '../../server/providers/index.ts'
import { dissect, mostShownBytes } from '../../server/providers/signing/dissect.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { evidenceOf } from './evidence-of.ts'

const at = 1_767_225_600_000
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'

function providerOf(id: string) {
  return providers.find((provider) => provider.id === id) ?? expect.unreachable(id)
}

function signed(id: string, body: string, key = secret) {
  const provider = providerOf(id)
  const evidence = evidenceOf({ body, receivedAt: at })
  const [scheme] = provider.schemes
  const headers = scheme?.sign?.({ evidence, urls: [], extra: {} }, key, at).headers ?? []
  return { provider, headers, request: requestWith(headers, body) }
}

function requestWith(headers: readonly HeaderPair[], body: string) {
  return { evidence: evidenceOf({ headers, body, receivedAt: at }), urls: [], extra: {} }
}

describe('[P2] a signature taken apart', () => {
  test('[P2] shows what was signed and when, what was given, and what each secret makes of it', () => {
    const { provider, request } = signed('stripe', '{"id":"evt_1"}')

    const parts = dissect(provider, request, [
      { name: 'old', secret: 'whsec_old' },
      { name: 'live', secret },
    ])

    expect(parts).toMatchObject({ scheme: 'stripe', time: at, signedBytes: 25 })
    expect(Buffer.from(parts?.signed ?? []).toString()).toBe('1767225600.{"id":"evt_1"}')
    expect(parts?.expected).toEqual([
      { name: 'old', signature: expect.stringMatching(/^[0-9a-f]{64}$/), isGiven: false },
      { name: 'live', signature: parts?.given[0], isGiven: true },
    ])
  })

  test('[P2] shows the first of many bytes, and says how many there are', () => {
    const { provider, request } = signed('github', 'é'.repeat(mostShownBytes))

    const parts = dissect(provider, request, [])

    expect(parts?.signed.length).toBe(mostShownBytes)
    expect(parts?.signedBytes).toBe(2 * mostShownBytes)
    expect(parts?.expected).toEqual([])
  })

  test('[P2] never shows a secret that is itself what comes along', () => {
    const gitlab = providerOf('gitlab')
    const request = requestWith([['X-Gitlab-Token', 'guessed']], '{}')

    const parts = dissect(gitlab, request, [{ name: '', secret: 'kept' }])

    expect(parts).toMatchObject({ scheme: 'gitlab', signedBytes: 0, given: ['guessed'] })
    expect(JSON.stringify(parts)).not.toContain('kept')
  })

  test('[P2] shows of a secret that may be read in two ways the one that fits', () => {
    const key = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
    const body = '{}'
    const mac = createHmac('sha256', key)
      .update(`m.${at / 1000}.${body}`)
      .digest('base64')
    const headers: HeaderPair[] = [
      ['webhook-id', 'm'],
      ['webhook-timestamp', String(at / 1000)],
      ['webhook-signature', `v1,${mac}`],
    ]

    const parts = dissect(providerOf('polar'), requestWith(headers, body), [
      { name: '', secret: key },
    ])

    expect(parts?.expected).toEqual([{ name: '', signature: mac, isGiven: true }])
  })

  test('[P2] is nothing where no signature is, or none that can be read', () => {
    const stripe = providerOf('stripe')

    const none = dissect(stripe, requestWith([], '{}'), [])
    const unreadable = dissect(stripe, requestWith([['Stripe-Signature', 't=1']], '{}'), [])

    expect([none, unreadable]).toEqual([undefined, undefined])
  })
})
