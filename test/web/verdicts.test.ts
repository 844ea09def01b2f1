import { expect, test } from 'vitest'
import { type RequestSummary, type Verdict, verdicts } from '../../server/wire/requests.ts'
import { verdictChips } from '../../web/text/describe.ts'
import { remedyOf } from '../../web/text/remedy.ts'
import { warningOf } from '../../web/text/verdicts.ts'

/** As much of a request as its warning looks at. */
function request(verdict: Verdict, part: Partial<RequestSummary> = {}): RequestSummary {
  const signature = { verdict, reason: null, detail: 'Another secret made it.' }
  // The rest of a request is long, and not looked at.
  return { state: 'complete', reason: null, signature, ...part } as RequestSummary
}

test('a request warns of how it arrived before it warns of its signature, and of nothing that is right', () => {
  const aborted = request('mismatch', { state: 'aborted', reason: '8 of 20 bytes came.' })

  expect(warningOf(aborted)).toMatchObject({ tone: 'bad', detail: '8 of 20 bytes came.' })
  expect(warningOf(request('mismatch'))).toMatchObject({
    tone: 'bad',
    detail: 'Another secret made it.',
  })
  expect(warningOf(request('stale'))?.tone).toBe('warn')
  for (const verdict of ['valid', 'unsigned', 'no-secret', 'unverifiable'] as const) {
    expect(warningOf(request(verdict))).toBeUndefined()
  }
})

test('a verdict offers what may help it, and nothing where the secret is right', () => {
  const offered = (verdict: Verdict, reason: string | null = null) =>
    remedyOf({ verdict, reason, detail: '' })

  expect(offered('no-secret')).toBe('add')
  expect(offered('unverifiable')).toBe('add')
  expect(offered('stale', 'timestamp-stale')).toBe('resign')
  expect(offered('stale', 'timestamp-future')).toBeUndefined()
  expect(offered('mismatch', 'url-differs')).toBe('url')
  expect(offered('mismatch', 'secret-of-other')).toBe('change')
  expect(offered('mismatch', 'unknown')).toBe('change')
  expect(offered('mismatch', 'signed-minified')).toBeUndefined()
  for (const verdict of ['valid', 'unsigned', 'malformed'] as const) {
    expect(offered(verdict)).toBeUndefined()
  }
})

test('no two verdicts share a glyph, so that none is told by its colour alone', () => {
  const glyphs = verdicts.map((verdict) => verdictChips[verdict].icon)

  expect(new Set(glyphs).size).toBe(verdicts.length)
})
