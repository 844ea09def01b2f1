import { hash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Provider } from '../../server/providers/provider.ts'
import { inHeader } from '../../server/providers/signing/carriers.ts'
import { checkSignature, type Effort } from '../../server/providers/signing/check.ts'
import { hmacScheme } from '../../server/providers/signing/hmac.ts'
import { evidenceOf } from './evidence-of.ts'
import { checkSent, known, secret } from './mismatches.ts'

const mib = 1024 * 1024

/** GitHub, but for counting what is hashed. */
function counting(): { readonly provider: Provider; readonly hashed: () => number } {
  let bytes = 0
  const scheme = hmacScheme({
    id: 'counted',
    encoding: 'hex',
    carrier: inHeader('X-Signature', { separator: ',' }),
    signed({ body }) {
      bytes += body.length
      return [body]
    },
  })
  return { provider: { ...known('github'), schemes: [scheme] }, hashed: () => bytes }
}

const bodies: readonly (readonly [what: string, body: string | Uint8Array])[] = [
  ['10,000 arrays deep', '['.repeat(10_000) + ']'.repeat(10_000)],
  ['10,000 objects deep', `${'{"a":'.repeat(10_000)}1${'}'.repeat(10_000)}`],
  ['one string of 1 MB', JSON.stringify('x/é'.repeat(250_000))],
  ['1 MB of backslashes', `["${'\\\\'.repeat(500_000)}"]`],
  ['1 MB of slashes', `["${'/'.repeat(1_000_000)}"]`],
  ['1 MB of spaces', `{}${' '.repeat(1_000_000)}x`],
  ['50,000 keys', `{${Array.from({ length: 50_000 }, (_, i) => `"${i}":${i}.0`).join()}}`],
  ['no UTF-8', Buffer.from(Array.from({ length: 60_000 }, (_, i) => (i * 7919) % 256))],
  ['a form of 60 KB', 'a=%2f+&'.repeat(8_000)],
  [
    'a bomb of gzip',
    Buffer.from('H4sIAAAAAAAAA+3BMQEAAADCoPVPbQwfoAAAAAAAAAAAAAAAAAAAAIC3AYbSVKsAQAAA', 'base64'),
  ],
  ['12 MB', Buffer.alloc(12 * mib, '{"a": 1}')],
]

describe('[P2] what is tried for a hostile body', () => {
  test.each(
    bodies.flatMap(([what, body]) => [
      ['inline', 256 * 1024, what, body] as const,
      ['thorough', 24 * mib, what, body] as const,
    ]),
  )('[P2] %s stays within %i bytes: %s', (effort: Effort, most, _what, body) => {
    const { provider, hashed } = counting()
    const signatures = Array.from({ length: 32 }, (_, i) => hash('sha256', `${i}`)).join()
    const bytes = Buffer.from(body)
    const evidence = evidenceOf({ headers: [['X-Signature', signatures]], body: bytes })
    const credentials = Array.from({ length: 10 }, (_, i) => ({ name: '', secret: `${i}` }))

    const check = checkSignature(
      provider,
      { evidence, urls: ['https://hooks.example.com'], extra: {} },
      { credentials, foreign: credentials.map((one) => ({ ...one, label: 'Other' })), effort },
    )

    // The check itself reads the body for every secret, and so do the questions whether body and URL matter.
    const asked = (credentials.length + 8) * bytes.length
    expect(check).toMatchObject({ verdict: 'mismatch', reason: 'unknown' })
    expect(hashed()).toBeLessThanOrEqual(asked + most)
    expect(check?.isProvisional).toBe(effort === 'inline' ? true : undefined)
  })

  test('[P2] a URL of nothing but slashes is no more work than another', () => {
    const check = checkSent({
      by: 'square',
      signed: '{}',
      with: 'x',
      urls: [`https://hooks.example.com${'/'.repeat(16_000)}x`],
    })

    expect(check.verdict).toBe('mismatch')
  })
})

const rewriting: readonly ((text: string) => string)[] = [
  (text) => JSON.stringify(JSON.parse(text), null, 2),
  (text) => JSON.stringify(JSON.parse(text), null, '\t'),
  (text) => `${text}\n`,
  (text) => text.replaceAll('/', '\\/'),
  (text) =>
    text.replace(
      /[\u0080-\uffff]/g,
      (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
    ),
  (text) => `\uFEFF${text}`,
  (text) => text.replaceAll(',', ', '),
]

describe('[P2] a body that is not the one signed', () => {
  test.each([
    'stripe',
    'github',
    'standard-webhooks',
    'square',
  ])('[P2] is never valid: %s', (by) => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom(...rewriting), fc.boolean(), (json, rewrite, swap) => {
        const other = rewrite(json)
        const [signed, received] = swap ? [other, json] : [json, other]

        const { verdict } = checkSent({ by, signed, received, effort: 'thorough' })

        expect(verdict).toBe(
          Buffer.from(signed).equals(Buffer.from(received)) ? 'valid' : 'mismatch',
        )
      }),
      { numRuns: 60 },
    )
  })

  test('[P2] is explained whatever JSON it is, when it was only laid out anew', () => {
    fc.assert(
      fc.property(fc.json(), fc.constantFrom('', '  ', '    ', '\t'), (json, indent) => {
        const value: unknown = JSON.parse(json)
        const signed = JSON.stringify(value, null, indent)
        fc.pre(signed !== json && typeof value === 'object' && value !== null)

        const { reason } = checkSent({ by: 'github', signed, received: json, effort: 'thorough' })

        expect(reason).toMatch(/^signed-/)
      }),
    )
  })

  test('[P2] is never valid under another secret either', () => {
    const { verdict } = checkSent({ by: 'github', signed: '{}', with: `${secret}\n` })

    expect(verdict).toBe('mismatch')
  })
})
