import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { updatedProviders } from '../../docs/provider-table.ts'

test('[P5] docs/providers.md shows the providers as they are; `node docs/provider-table.ts` brings it up to date', () => {
  const article = readFileSync(new URL('../../docs/providers.md', import.meta.url), 'utf8')

  expect(article).toBe(updatedProviders(article))
})
