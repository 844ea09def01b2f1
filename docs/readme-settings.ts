// Keeps the README's table of settings equal to config.ts: `npm run docs` rewrites it, a test compares it.

import { settingsMarkdown } from '../server/config.ts'
import { type GeneratedPart, rewrite, withPart } from './generated.ts'

const settings: GeneratedPart = {
  file: '../README.md',
  begin: '<!-- settings: written by `npm run docs` -->',
  end: '<!-- /settings -->',
  text: settingsMarkdown,
}

/** The README with its table as config.ts has it now. */
export function updatedReadme(readme: string): string {
  return withPart(readme, settings)
}

if (import.meta.main) rewrite(settings)
