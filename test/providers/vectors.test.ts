import { describe, expect, test } from 'vitest'
import { providers } from '../../server/providers/index.ts'
import { examined } from './evidence-of.ts'
import { known, sentIn, verdictOn } from './known-vectors.ts'

describe('[P1] the sender', () => {
  test.each(known)('[P1] of $provider (vector $index) is recognised', (vector) => {
    const { provider } = examined(sentIn(vector))

    expect(provider?.id).toBe(vector.id)
  })

  test('[P1] every provider has an id and a page of its own', () => {
    const ids = providers.map(({ id }) => id)

    expect(new Set(ids).size).toBe(ids.length)
    expect(providers.every(({ docsUrl }) => URL.canParse(docsUrl))).toBe(true)
  })
})

describe('[P2] the signature', () => {
  test.each(known)('[P2] of $provider (vector $index): $note', (vector) => {
    const { verdict } = verdictOn(vector)

    if (vector.valid) expect(verdict).toBe('valid')
    else expect(verdict).toBe(vector.kind === 'too-old' ? 'stale' : 'mismatch')
  })
})
