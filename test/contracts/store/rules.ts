// Rules of bins, version by version.

import { expect, test } from 'vitest'
import type { Store } from '../../../server/store/store.ts'
import type { BinId } from '../../../server/wire/ids.ts'
import type { Rule } from '../../../server/wire/rules/rules.ts'
import { bin, newBin, other } from './samples.ts'
import type { SetUp } from './set-up.ts'

function rule(id: string, body = 'no'): Rule {
  return { id, name: `«${id}»`, when: '', then: { status: 500, body }, seed: 7, after: 0 }
}

async function versionsOf(store: Store, id: BinId, upTo: number): Promise<readonly number[]> {
  const all = Array.from({ length: upTo }, (_, index) => index + 1)
  const kept = await Promise.all(all.map((version) => store.getRules(id, version)))
  return kept.flatMap((set) => (set ? [set.version] : []))
}

export function checkRules(setUp: SetUp): void {
  test('a bin without rules has version 0, one that is gone has none', async () => {
    const { store } = await setUp()

    expect(await store.getRules(bin)).toEqual({ version: 0, rules: [], default: null })
    expect(await store.getRules(bin, 0)).toEqual({ version: 0, rules: [], default: null })
    expect(await store.getRules('nobody' as BinId)).toBeUndefined()
    expect(await store.getRules(bin, 1)).toBeUndefined()
  })

  test('[R4] each change is a version of its own, and the ones before can still be read', async () => {
    const opened = await setUp()
    const first = { rules: [rule('a'), rule('b')], default: null }
    const second = { rules: [], default: { status: 503 } }

    const one = await opened.store.saveRules(bin, first, 0)
    await opened.store.saveRules(bin, second, 1)

    const store = await opened.reopen()
    expect(one).toEqual({ rev: 1, value: { ...first, version: 1 } })
    expect(await store.getRules(bin)).toEqual({ ...second, version: 2 })
    expect(await store.getRules(bin, 1)).toEqual({ ...first, version: 1 })
    expect((await store.getBin(bin))?.rev).toBe(2)
  })

  test('a change to rules that have changed since is refused', async () => {
    const { store } = await setUp()
    await store.saveRules(bin, { rules: [rule('a')], default: null }, 0)

    expect(await store.saveRules(bin, { rules: [], default: null }, 0)).toBe('conflict')
    expect(await store.saveRules(bin, { rules: [], default: null }, 2)).toBe('conflict')
    expect(await store.saveRules('nobody' as BinId, { rules: [], default: null }, 0)).toBe(
      undefined,
    )
    expect((await store.getRules(bin))?.rules).toEqual([rule('a')])
  })

  test('[A6] of many versions the newest are kept, and of large ones fewer', async () => {
    const { store } = await setUp()
    await store.createBin(newBin(other))

    for (let from = 0; from < 103; from++) {
      await store.saveRules(bin, { rules: [rule(`r${from}`)], default: null }, from)
    }
    const large = 'x'.repeat(500_000)
    for (let from = 0; from < 8; from++) {
      await store.saveRules(other, { rules: [rule('big', large)], default: null }, from)
    }

    expect((await versionsOf(store, bin, 103)).at(0)).toBe(4)
    expect(await versionsOf(store, other, 8)).toEqual([4, 5, 6, 7, 8])
  })

  test('rules go with their bin', async () => {
    const { store } = await setUp()
    await store.saveRules(bin, { rules: [rule('a')], default: null }, 0)

    await store.deleteBin(bin)
    await store.createBin(newBin(bin))

    expect((await store.getRules(bin))?.version).toBe(0)
  })
}
