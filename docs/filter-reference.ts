// Keeps the tables of filter.md equal to the parser's: `node docs/filter-reference.ts` rewrites them, a test compares.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { filterReference } from '../server/wire/filter/reference.ts'

const articlePath = fileURLToPath(new URL('./filter.md', import.meta.url))
const begin = '<!-- keys: written by `node docs/filter-reference.ts` -->'
const end = '<!-- /keys -->'

/** The article with its tables as the parser has them now. */
export function updatedArticle(article: string): string {
  const from = article.indexOf(begin)
  const to = article.indexOf(end)
  if (from < 0 || to < from) throw new Error('filter.md lost the marks around its tables.')
  return `${article.slice(0, from + begin.length)}\n\n${filterReference()}\n\n${article.slice(to)}`
}

if (import.meta.main) {
  writeFileSync(articlePath, updatedArticle(readFileSync(articlePath, 'utf8')))
}
