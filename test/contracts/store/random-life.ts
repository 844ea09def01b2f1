// Random lives of a store, compared step by step with the model.

import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Store, StoreLimits } from '../../../server/store/store.ts'
import { deliveryBytes } from '../../../server/store/stored-bytes.ts'
import { assertNever } from '../../../server/wire/assert-never.ts'
import { AppError } from '../../../server/wire/errors.ts'
import type { BinId, Seq } from '../../../server/wire/ids.ts'
import { StoreModel } from './model.ts'
import { binId, newBin, newDelivery, newRequest } from './samples.ts'
import type { OpenForTest } from './set-up.ts'

type Step =
  | { readonly type: 'create' | 'delete' | 'clear'; readonly bin: BinId }
  | {
      readonly type: 'append'
      readonly requests: readonly { readonly bin: BinId; readonly bytes: number }[]
    }
  | { readonly type: 'mark'; readonly bin: BinId; readonly back: number; readonly note: string }
  | {
      readonly type: 'tag'
      readonly bin: BinId
      readonly backs: readonly number[]
      readonly tag: string
    }
  | { readonly type: 'remove'; readonly bin: BinId; readonly backs: readonly number[] }
  | { readonly type: 'deliver'; readonly bin: BinId; readonly back: number; readonly bytes: number }
  | { readonly type: 'reopen' }

const ids = [binId('aaa'), binId('bbb')] as const
/** Small enough that every bound is met often. */
const limits: StoreLimits = { requestsPerBin: 4, bytesPerBin: 3000, totalBytes: 4500 }

const bin = fc.constantFrom(...ids)
/** How far before the bin's last request; -1 is one that does not exist yet. */
const back = fc.integer({ min: -1, max: 6 })
const bytes = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: 0, max: 300 }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 2500 }) },
)

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      type: fc.constant('append'),
      requests: fc.array(fc.record({ bin, bytes }), { maxLength: 8 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('create'), bin }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constantFrom('delete', 'clear'), bin }) },
  {
    weight: 2,
    arbitrary: fc.record({ type: fc.constant('mark'), bin, back, note: fc.string() }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('tag'),
      bin,
      backs: fc.array(back, { maxLength: 5 }),
      tag: fc.constantFrom('one', 'zwei, "drei"'),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('remove'),
      bin,
      backs: fc.array(back, { maxLength: 5 }),
    }),
  },
  { weight: 6, arbitrary: fc.record({ type: fc.constant('deliver'), bin, back, bytes }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('reopen') }) },
)

export function checkRandomLife(open: OpenForTest): void {
  test('[C5] [C6] whatever happens to it, a store agrees with the model', async () => {
    // One store lives all lives: opening it costs more than most of them. Each begins with new bins.
    const opened = await open(limits)
    let { store } = opened
    let lives = 0
    try {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 20, maxLength: 80 }), async (steps) => {
          lives += 1
          const model = new StoreModel(limits)
          for (const id of ids) {
            await store.deleteBin(id)
            await store.createBin(newBin(id))
            model.create(id)
          }
          for (const [n, one] of steps.entries()) {
            if (one.type === 'reopen') store = await opened.reopen()
            else await take(one, `life ${lives}, ${n}`, store, model)
            await compare(store, model)
          }
        }),
        // Shrinking a failure may take long; better a longish example than none.
        { numRuns: 100, interruptAfterTimeLimit: 30_000 },
      )
    } finally {
      await opened.close()
    }
  }, 60_000)
}

async function take(
  step: Exclude<Step, { type: 'reopen' }>,
  id: string,
  store: Store,
  model: StoreModel,
): Promise<void> {
  const seqOf = (back: number): Seq =>
    'bin' in step ? (model.bins.get(step.bin)?.lastSeq ?? 0) - back : 0

  switch (step.type) {
    case 'create':
      expect(await store.createBin(newBin(step.bin))).toBe(model.create(step.bin))
      return
    case 'delete':
      expect(await store.deleteBin(step.bin)).toBe(model.bins.delete(step.bin))
      return
    case 'append': {
      const requests = step.requests.map((one) =>
        newRequest(one.bin, { body: new Uint8Array(one.bytes) }),
      )
      const { results, dropped } = await store.append(requests)
      const expected = model.append(step.requests)
      expect(results).toEqual(expected.results)
      expect(byBin(dropped)).toEqual(byBin(expected.dropped))
      return
    }
    case 'mark': {
      const seq = seqOf(step.back)
      const changed = await store.markRequest(step.bin, seq, { note: step.note })
      expect(changed?.value.note).toBe(model.mark(step.bin, seq, step.note)?.note)
      return
    }
    case 'tag': {
      const seqs = step.backs.map(seqOf)
      const changed = await store.markRequests(step.bin, seqs, { addTags: [step.tag] })
      expect(changed?.value.map(({ seq }) => seq)).toEqual(model.tag(step.bin, seqs, step.tag))
      return
    }
    case 'remove': {
      const seqs = step.backs.map(seqOf)
      const changed = await store.deleteRequests(step.bin, seqs)
      expect(changed?.value).toEqual(model.remove(step.bin, seqs))
      return
    }
    case 'clear': {
      const changed = await store.clearRequests(step.bin)
      expect(changed?.value).toBe(model.clear(step.bin))
      return
    }
    case 'deliver': {
      const delivery = newDelivery(id, seqOf(step.back))
      const body = new Uint8Array(step.bytes)
      const size = deliveryBytes(delivery, body)
      const outcome = await store.addDelivery(step.bin, delivery, body).then(
        (changed) => (changed === undefined ? 'gone' : 'kept'),
        (error: unknown) => (error instanceof AppError ? error.code : error),
      )
      expect(outcome).toBe(model.deliver(step.bin, { id, seq: delivery.seq, bytes: size }))
      return
    }
    default:
      assertNever(step)
  }
}

async function compare(store: Store, model: StoreModel): Promise<void> {
  for (const id of ids) {
    const [record, { requests }, deliveries] = await Promise.all([
      store.getBin(id),
      store.listRequests(id, { limit: 100, order: 'asc' }),
      store.listDeliveries(id, { limit: 100 }),
    ])
    const expected = model.bins.get(id)
    expect(
      requests.map(({ seq, note, tags, deliveries }) => ({ seq, note, tags, deliveries })),
    ).toEqual(
      expected?.requests.map(({ seq, note, tags, deliveries }) => ({
        seq,
        note,
        tags,
        deliveries,
      })) ?? [],
    )
    expect(deliveries.map((one) => one.id)).toEqual(
      expected?.deliveries.map((one) => one.id).toReversed() ?? [],
    )
    expect(record && { ...record, ownerKeyHash: undefined, viewKeyHash: undefined }).toEqual(
      expected && {
        ...newBin(id),
        ownerKeyHash: undefined,
        viewKeyHash: undefined,
        lastUsedAt: newBin(id).createdAt,
        passThrough: null,
        handshakes: true,
        firstSeq: expected.requests[0]?.seq ?? expected.lastSeq + 1,
        lastSeq: expected.lastSeq,
        rev: expected.rev,
        requests: expected.requests.length,
        bytes: expected.requests.reduce((sum, one) => sum + one.bytes, 0),
      },
    )
  }
}

function byBin<T extends { readonly bin: BinId }>(removals: readonly T[]): readonly T[] {
  return removals.toSorted((a, b) => a.bin.localeCompare(b.bin))
}
