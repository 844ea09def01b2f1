import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { providers } from '../../server/providers/index.ts'
import type { Evidence } from '../../server/providers/provider.ts'
import { recognise } from '../../server/providers/recognise.ts'
import { evidenceOf, type Sent } from './evidence-of.ts'
import { known, sentIn } from './known-vectors.ts'
import { told } from './told.ts'
import { strangers } from './told-by-forges.ts'
import { otherStrangers } from './told-of-clouds.ts'

const requests: readonly Sent[] = [
  ...told.map(([, sent]) => sent),
  ...[...strangers, ...otherStrangers].map(([, sent]) => sent),
  ...known.map(sentIn),
]

/** All but the sender of one's own, which is asked only where a bin describes it. */
const everyone = providers.filter(({ id }) => id !== 'custom')

/** Whom asking everyone would have found. */
function firstToDetect(evidence: Evidence): string | undefined {
  return everyone.find((provider) => provider.detect(evidence))?.id
}

describe('[P1] the few providers that are asked', () => {
  test('[P1] are those that know the request, by the traits that each declares', () => {
    for (const sent of requests) {
      expect(recognise(evidenceOf(sent)).provider?.id).toBe(firstToDetect(evidenceOf(sent)))
    }
  })

  test('[P1] are the first of those that would know parts of it', () => {
    const part = fc.constantFrom(...requests)
    fc.assert(
      fc.property(part, part, part, part, ({ method = 'POST' }, { query = '' }, one, { body }) => {
        const mixed = { method, query, headers: one.headers ?? [], body }

        expect(recognise(evidenceOf(mixed)).provider?.id).toBe(firstToDetect(evidenceOf(mixed)))
      }),
      { numRuns: 1_000 },
    )
  })

  test.each(
    providers.filter(({ id }) => id !== 'custom'),
  )('[P5] $id declares what it is told by', ({
    toldBy,
    toldByContent: { parameters = [], keys = [], isForm } = {},
  }) => {
    const traits = [...toldBy, ...parameters, ...keys]

    expect(traits.length > 0 || isForm).toBe(true)
    expect(toldBy).toEqual(toldBy.map((name) => name.toLowerCase()))
  })
})
