// Keeps the tables of filter.md equal to the parser's: `node docs/filter-reference.ts` rewrites them, a test compares.

import { filterReference } from '../server/wire/filter/reference.ts'
import { type GeneratedPart, rewrite, withPart } from './generated.ts'

const keys: GeneratedPart = {
  file: 'filter.md',
  begin: '<!-- keys: written by `node docs/filter-reference.ts` -->',
  end: '<!-- /keys -->',
  text: filterReference,
}

/** The article with its tables as the parser has them now. */
export function updatedArticle(article: string): string {
  return withPart(article, keys)
}

if (import.meta.main) rewrite(keys)
