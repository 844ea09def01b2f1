import { expect, test } from 'vitest'
import { compileResponse } from '../../server/responses/render.ts'

test('[R1] a header of a rule takes any text: what latin1 lacks goes out as UTF-8', () => {
  const { fixed } = compileResponse({ headers: [['X-City', 'Zürich ☃']] })

  expect(fixed?.headers).toEqual([['X-City', 'Zürich â\x98\x83']])
})
