import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ExamineOptions, examine } from '../../server/providers/examine.ts'
import { providerOf, providers } from '../../server/providers/index.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { evidenceOf, examined, type Sent } from './evidence-of.ts'
import { sent } from './hostile-requests.ts'

/** It holds something of everyone: a text, a key, and what looks like both. */
const credentials = ['secret', 'whsec_c2VjcmV0', 'ab'.repeat(32)].map((secret) => ({
  name: '',
  secret,
}))
const bin: ExamineOptions = {
  held: new Map(providers.map(({ id }) => [id, { credentials, extra: { url: 'https://[' } }])),
  addresses: ['https://x.example/in/a', ''],
}

const unfit = /[\p{Cc}\p{Cs}\u200b-\u200f\u2028-\u202e\u2066-\u2069]/u

function isPlain(found: string | null | undefined, maxChars: number): boolean {
  if (found === null || found === undefined) return true
  return found.length > 0 && found.length <= maxChars && !unfit.test(found)
}

describe('[P1] hostile input', () => {
  test('[P1] nothing that is sent makes recognition throw or yield more than a line of plain text', () => {
    fc.assert(
      fc.property(sent, (request) => {
        const { provider, gist, handshake } = examined(request)
        const signature = () => examine(evidenceOf(request), bin).signature

        expect(signature).not.toThrow()
        const told = [
          { text: gist, maxChars: 80 },
          { text: provider?.event, maxChars: 120 },
          { text: provider?.deliveryId, maxChars: 200 },
        ]
        expect(told.filter(({ text, maxChars }) => !isPlain(text, maxChars))).toEqual([])
        if (provider?.attempt !== undefined) expect(provider.attempt).toBeGreaterThan(0)
        const known = provider && providerOf(provider.id)
        const evidence = evidenceOf(request)
        known?.handedSecret?.(evidence)
        const fetched = [known?.confirm?.(evidence)?.url, known?.keyUrl?.(evidence)]
        expect(fetched.every((url) => url?.startsWith('https://') !== false)).toBe(true)
        for (const [name, value] of handshake?.headers ?? []) {
          expect(value).not.toMatch(/[\r\n\0]/)
          if (name === 'Content-Type') expect(value).not.toContain('html')
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test.each([
    ['deep arrays', '['.repeat(200_000)],
    ['deep objects', '{"a":'.repeat(50_000)],
    ['a million brackets', '[]'.repeat(1_000_000)],
    ['commas', `[${','.repeat(200_000)}]`],
    ['quotes', '{"'.repeat(200_000)],
    ['backslashes', `{"type":"${'\\'.repeat(200_000)}`],
    ['spaces', ' '.repeat(1_000_000)],
    [
      'many keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 20_000 }, (_, i) => [`k${i}`, []]))),
    ],
    ['a form of ampersands', '&'.repeat(250_000)],
    ['angle brackets', '<!'.repeat(250_000)],
  ])('[P1] %s are only a strange body', (_what, hostile) => {
    for (const type of ['application/json', 'application/x-www-form-urlencoded', 'multipart/x']) {
      const sent: Sent = {
        headers: [
          ['Content-Type', type],
          ['X-GitHub-Event', 'push'],
          ['X-Twilio-Signature', 'x'],
        ],
        body: hostile,
      }

      expect(() => [examined(sent), evidenceOf(sent).json()]).not.toThrow()
    }
  })

  test('[P1] thousands of large headers are only many headers', () => {
    const headers = Array.from(
      { length: 5_000 },
      (_, index): HeaderPair => [`X-${index % 50}`, 'v'.repeat(100)],
    )

    expect(
      examined({ headers: [...headers, ['X-GitHub-Event', 'e'.repeat(100_000)]] }).provider,
    ).toMatchObject({
      id: 'github',
      event: expect.stringMatching(/^e{119}…$/),
    })
  })
})
