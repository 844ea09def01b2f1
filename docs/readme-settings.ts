// Keeps the README's table of settings equal to config.ts: `npm run docs` rewrites it, a test compares it.

import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { settingsMarkdown } from '../server/config.ts'

const readmePath = fileURLToPath(new URL('../README.md', import.meta.url))
const begin = '<!-- settings: written by `npm run docs` -->'
const end = '<!-- /settings -->'

/** The README with its table as config.ts has it now. */
export function updatedReadme(readme: string): string {
  const from = readme.indexOf(begin)
  const to = readme.indexOf(end)
  if (from < 0 || to < from)
    throw new Error('The README lost the marks around its table of settings.')
  return `${readme.slice(0, from + begin.length)}\n${settingsMarkdown()}\n${readme.slice(to)}`
}

if (import.meta.main) {
  writeFileSync(readmePath, updatedReadme(readFileSync(readmePath, 'utf8')))
}
