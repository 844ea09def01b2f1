import { expect, test } from 'vitest'
import { recoverTurns } from '../../server/capture/rule-turns.ts'
import type { BinId } from '../../server/wire/ids.ts'
import type { Rule } from '../../server/wire/rules/rules.ts'

const bin = 'inbox' as BinId
const emptyBin = { listRequests: async () => ({ requests: [], next: null }) }

function rule(id: string): Rule {
  return { id, name: '', when: '', then: {}, per: 'source', seed: 1, after: 0 }
}

test('[A6] a bin counts on so many keys, the longest unseen of which begin anew', async () => {
  const room = { left: 500_000 }
  const [a, b] = [rule('a'), rule('b')]
  const turns = await recoverTurns(emptyBin, bin, [a, b], room)
  turns.keep([a, b])
  turns.take(a, 'first')
  turns.take(b, 'first')

  for (let index = 0; index < 30_000; index++) {
    turns.take(a, `sender ${index}`)
    if (index % 100 === 0) turns.take(a, 'often')
  }

  expect(500_000 - room.left).toBeLessThanOrEqual(20_000)
  expect(turns.next(a, 'first')).toBe(1)
  expect(turns.next(a, 'often')).toBe(301)
  expect(turns.next(b, 'first')).toBe(2)
})

test('[A6] what rules that are gone have counted is let go', async () => {
  const room = { left: 100 }
  const [a, b] = [rule('a'), rule('b')]
  const turns = await recoverTurns(emptyBin, bin, [a, b], room)
  turns.keep([a, b])
  for (const key of ['x', 'y', 'z']) turns.take(a, key)
  turns.take(b, 'x')

  turns.keep([b])

  expect(room.left).toBe(99)
  expect(turns.next(a, 'x')).toBe(1)
  expect(turns.next(b, 'x')).toBe(2)
})
