import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { updatedTemplates } from '../../docs/template-names.ts'
import { compileTemplate, templateFlaw } from '../../server/responses/template.ts'
import { requestWith } from '../responses/template-request.ts'

const article = readFileSync('docs/templates.md', 'utf8')

test('[R2] docs/templates.md shows the names as they are; `node docs/template-names.ts` brings it up to date', () => {
  expect(updatedTemplates(article)).toBe(article)
})

test('[R2] the templates in the article have no flaw, and those in JSON write JSON', () => {
  const blocks = [...article.matchAll(/```(json|xml|text)\n(.*?)```/gs)]

  expect(blocks.length).toBeGreaterThan(4)
  for (const [, language, text = ''] of blocks) {
    expect(templateFlaw(text), text).toBeUndefined()
    if (language !== 'json') continue
    const { text: written } = compileTemplate(text, 'json').fill(requestWith({ body: '{}' }))
    expect(() => JSON.parse(written), written).not.toThrow()
  }
})
