// Lists that a filter takes: the same requests as the predicate does, page by page.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ListOptions, Store } from '../../../server/store/store.ts'
import { createPredicate, type FilterPredicate } from '../../../server/wire/filter/match.ts'
import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { compileRegex } from '../../../server/wire/filter/regex.ts'
import type { Filter } from '../../../server/wire/filter/syntax.ts'
import type { Seq } from '../../../server/wire/ids.ts'
import { anyFilter } from '../../wire/filter/arbitrary.ts'
import { type AnyRequest, anyRequest, now } from './any-request.ts'
import { bin, binId, newBin, newDelivery, newRequest, other, present, times } from './samples.ts'
import type { SetUp } from './set-up.ts'

export function checkFilters(setUp: SetUp): void {
  test('a filtered page counts what the filter takes, and the next begins behind it', async () => {
    const { store } = await setUp()
    await store.append(
      Array.from({ length: 30 }, (_, n) => newRequest(bin, { method: n % 3 ? 'GET' : 'PUT' })),
    )

    const first = await list(store, 'method:put', { limit: 4, order: 'desc' })
    const second = await list(store, 'method:put', { limit: 4, order: 'desc', before: first.next })
    const third = await list(store, 'method:put', { limit: 4, order: 'desc', before: second.next })

    expect([first, second, third]).toEqual([
      { seqs: [28, 25, 22, 19], next: 19 },
      { seqs: [16, 13, 10, 7], next: 7 },
      { seqs: [4, 1], next: null },
    ])
  })

  test('a filter sees what was changed about a request', async () => {
    const { store } = await setUp()
    await store.append(times(4, newRequest(bin)))
    await store.markRequest(bin, 2, { note: 'look here', read: true })
    await store.markRequest(bin, 3, { pinned: true })
    await store.addDelivery(bin, newDelivery('d1', 4), new Uint8Array())

    const seqsOf = async (typed: string) =>
      (await list(store, typed, { limit: 9, order: 'asc' })).seqs

    expect(await seqsOf('look')).toEqual([2])
    expect(await seqsOf('is:unread')).toEqual([1, 3, 4])
    expect(await seqsOf('is:pinned OR has:delivery')).toEqual([3, 4])
  })

  test('what was dropped, deleted, or is of another bin is not found', async () => {
    const { store } = await setUp({ requestsPerBin: 5 })
    await store.createBin(newBin(other))
    await store.append([...times(8, newRequest(bin)), newRequest(other)])
    await store.deleteRequests(bin, [6])

    const page = await list(store, 'is:unread', { limit: 9, order: 'asc' })
    const nowhere = await store.listRequests(binId('nowhere'), {
      limit: 9,
      order: 'asc',
      filter: predicateOf('is:read'),
    })

    expect(page).toEqual({ seqs: [4, 5, 7, 8], next: null })
    expect(nowhere).toEqual({ requests: [], next: null })
  })

  test.each([
    'asc',
    'desc',
  ] as const)('[A6] a long search in order %s gives up, says where, and goes on from there without gap or double', async (order) => {
    const { store } = await setUp()
    await store.append(
      Array.from({ length: 3000 }, (_, n) =>
        newRequest(bin, { gist: n % 500 === 7 ? 'rare' : null }),
      ),
    )
    const found: Seq[] = []
    let calls = 0
    let next: Seq | null = order === 'asc' ? 0 : 3001
    while (next !== null) {
      const page = await list(store, 'rare', {
        limit: 100,
        order,
        patienceMs: 0,
        ...(order === 'asc' ? { after: next } : { before: next }),
      })
      found.push(...page.seqs)
      next = page.next
      calls += 1
    }

    const expected = [8, 508, 1008, 1508, 2008, 2508]
    expect(found).toEqual(order === 'asc' ? expected : expected.toReversed())
    expect(calls).toBeGreaterThan(5)
  })

  test('[A6] others have their turn during a long search', async () => {
    const { store } = await setUp()
    await store.append(times(5000, newRequest(bin, { body: Buffer.alloc(2000, 'a') })))
    let isDone = false

    const search = list(store, 'nowhere', { limit: 10, order: 'asc', patienceMs: 60_000 }).finally(
      () => {
        isDone = true
      },
    )
    const { results } = await store.append([newRequest(bin)])

    expect([isDone, results]).toEqual([false, [{ type: 'stored', seq: 5001 }]])
    await search
  })

  test('a bin that is deleted during a search ends it', async () => {
    const { store } = await setUp()
    await store.append(times(500, newRequest(bin)))

    const search = list(store, 'nowhere', { limit: 10, order: 'asc' })
    await store.deleteBin(bin)

    expect(await search).toEqual({ seqs: [], next: null })
  })

  describe('at random', () => {
    test('a filter lists exactly the requests its predicate takes, whatever both are', async () => {
      const { store } = await setUp()
      await fc.assert(
        fc.asyncProperty(
          fc.array(anyRequest, { minLength: 1, maxLength: 12 }),
          fc.array(anyFilter, { minLength: 1, maxLength: 30 }),
          fc.constantFrom('asc', 'desc'),
          async (requests, filters, order) => {
            await store.deleteBin(bin)
            await fill(store, requests)
            for (const filter of filters) await compare(store, filter, order)
          },
        ),
        { numRuns: 60, interruptAfterTimeLimit: 40_000 },
      )
    }, 60_000)
  })
}

async function fill(store: Store, all: readonly AnyRequest[]): Promise<void> {
  await store.createBin(newBin(bin))
  await store.append(all.map(({ request }) => request))
  for (const [index, { marks, isDelivered }] of all.entries()) {
    if (marks !== null) await store.markRequest(bin, index + 1, marks)
    if (isDelivered) {
      await store.addDelivery(bin, newDelivery(`d${index}`, index + 1), new Uint8Array())
    }
  }
}

async function compare(store: Store, filter: Filter, order: 'asc' | 'desc'): Promise<void> {
  const predicate = createPredicate(filter, { now, compileRegex })
  const { requests: all } = await store.listRequests(bin, { limit: 100, order })
  const expected: Seq[] = []
  for (const summary of all) {
    const { headers, trailers } = present(await store.getRequest(bin, summary.seq))
    const body = present(await store.getBody(bin, summary.seq))
    const isTaken = predicate.test({ summary, headers, trailers, body: () => body })
    const early = predicate.test({ summary })
    expect(typeof isTaken).toBe('boolean')
    if (early !== undefined) expect(early).toBe(isTaken)
    if (isTaken) expected.push(summary.seq)
  }

  const page = await store.listRequests(bin, { limit: 100, order, filter: predicate })

  expect(page.requests).toEqual(all.filter(({ seq }) => expected.includes(seq)))
  expect(page.next).toBeNull()
}

async function list(
  store: Store,
  typed: string,
  { before, ...options }: Omit<ListOptions, 'filter' | 'before'> & { before?: Seq | null },
) {
  const { requests, next } = await store.listRequests(bin, {
    ...options,
    ...(before == null ? {} : { before }),
    filter: predicateOf(typed),
  })
  return { seqs: requests.map(({ seq }) => seq), next }
}

function predicateOf(typed: string): FilterPredicate {
  const parsed = parseFilter(typed, compileRegex)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return createPredicate(parsed.filter, { now, compileRegex })
}
