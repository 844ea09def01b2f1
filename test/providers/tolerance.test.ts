import { describe, expect, test } from 'vitest'
import { readTime } from '../../server/providers/signing/times.ts'
import { checkTime } from '../../server/providers/signing/tolerance.ts'

const at = 1_767_225_600_000
const fiveMinutes = { pastMs: 300_000, futureMs: 300_000 }

function said(signedAt: number, tolerance = fiveMinutes): string | undefined {
  return checkTime({ signedAt }, { tolerance }, at, 'Acme')?.detail
}

describe('[P2] a time of signing', () => {
  test('[P2] is right to the last second of what is accepted, to both sides', () => {
    const answers = [at - 300_000, at + 300_000].map((time) => said(time))

    expect(answers).toEqual([undefined, undefined])
  })

  test.each([
    [
      at - 301_000,
      "made 301 s before the request arrived. Acme's library accepts 300 s. Sign it anew",
    ],
    [at - 300_001, 'made 301 s before'],
    [at - 7_200_000, 'made 7200 s (2 h) before'],
    [at - 86_400_000 * 30, 'made 2592000 s (30 days) before'],
    [
      at + 301_000,
      "lies 301 s after the request arrived. Acme's library accepts 300 s. Check the clock",
    ],
    [at * 1000, 'It looks like milliseconds where seconds are expected.'],
    [at / 1000, 'It looks like seconds where milliseconds are expected.'],
    [0, 'before the request arrived'],
    [1e19, 'after the request arrived'],
  ])('[P2] of %d ms: %s', (signedAt, words) => {
    expect(said(signedAt)).toContain(words)
  })

  test('[P2] that may not lie ahead at all is said so', () => {
    const answer = said(at + 1000, { pastMs: 300_000, futureMs: 0 })

    expect(answer).toContain('accepts no time in the future')
  })

  test('[P2] without a zone is that of Greenwich, wherever the server is', () => {
    const times = ['2026-01-01T00:00:00', '2026-01-01T00:00:00Z', '2026-01-01T01:00:00+01:00']

    expect(times.map((text) => readTime(text, 'iso'))).toEqual([at, at, at])
  })

  test.each([
    ['', 'seconds'],
    ['-1', 'seconds'],
    ['1e9', 'seconds'],
    [' 1767225600', 'seconds'],
    ['1767225600.5', 'seconds'],
    ['1'.repeat(17), 'ms'],
    ['2026-13-01T00:00:00Z', 'iso'],
    ['today', 'iso'],
    ['1767225600', 'iso'],
  ] as const)('[P2] is not «%s» in %s', (text, unit) => {
    expect(readTime(text, unit)).toBeUndefined()
  })
})
