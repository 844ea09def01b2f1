// Keeps the table of templates.md equal to the names there are: `node docs/template-names.ts` rewrites it, a test
// compares.

import { templateNames } from '../server/responses/template/names.ts'
import { type GeneratedPart, rewrite, withPart } from './generated.ts'

const names: GeneratedPart = {
  file: 'templates.md',
  begin: '<!-- names: written by `node docs/template-names.ts` -->',
  end: '<!-- /names -->',
  text: table,
}

/** The article with its table as the code has it now. */
export function updatedTemplates(article: string): string {
  return withPart(article, names)
}

function table(): string {
  const rows = templateNames.map(
    ({ form, what, example }) => `| \`${form}\` | ${what} | \`${example}\` |`,
  )
  return ['| name | stands for the | example |', '| --- | --- | --- |', ...rows].join('\n')
}

if (import.meta.main) rewrite(names)
