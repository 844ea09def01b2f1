import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { updatedReadme } from '../../docs/readme-settings.ts'

const readme = readFileSync('README.md', 'utf8')

test('the README shows the settings as they are; `npm run docs` brings it up to date', () => {
  expect(updatedReadme(readme)).toBe(readme)
})

test('every file the README links to exists', () => {
  const links = [...readme.matchAll(/\]\((?!https?:)([^)#]+)\)/g)].map(([, path = '']) => path)

  expect(links.length).toBeGreaterThan(2)
  for (const link of links) expect(() => readFileSync(link), link).not.toThrow('ENOENT')
})
