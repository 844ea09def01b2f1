import { expect, test } from 'vitest'
import type { RequestSummary, Verdict } from '../../server/wire/requests.ts'
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
