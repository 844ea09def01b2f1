import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { updatedArticle } from '../../../docs/filter-reference.ts'
import { filterKeys } from '../../../server/wire/filter/keys.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { compileRegex } from '../../../server/wire/filter/regex.ts'

const article = readFileSync('docs/filter.md', 'utf8')

test('docs/filter.md shows the keys as they are; `node docs/filter-reference.ts` brings it up to date', () => {
  expect(updatedArticle(article)).toBe(article)
})

test('every example of a key, and every line of examples in the article, is a filter', () => {
  const [, lines = ''] = /```\n(.*?)```/s.exec(article) ?? []
  const examples = [
    ...Object.values(filterKeys).map(({ example }) => example),
    ...lines.trim().split('\n'),
  ]

  expect(examples.length).toBeGreaterThan(15)
  for (const example of examples) {
    expect(parseFilter(example, compileRegex), example).toMatchObject({ type: 'filter' })
  }
})
