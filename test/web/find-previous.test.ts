import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi, PageOptions } from '../../web/api.ts'
import { findPrevious } from '../../web/state/find-previous.ts'

/** As much of a request as is looked at. */
function request(seq: number, event: string | null, path = ''): RequestSummary {
  const provider = event === null ? null : { id: 'stripe', label: 'Stripe', event }
  return { seq, method: 'POST', path, provider } as unknown as RequestSummary
}

/** A bin of which only `loaded` is on the page; notes what it is asked for. */
function binOf(stored: readonly RequestSummary[], loaded: readonly RequestSummary[]) {
  const asked: string[] = []
  const listRequests = async ({ before = 0, filter = '' }: PageOptions) => {
    asked.push(filter)
    return { requests: stored.filter(({ seq }) => seq < before), next: null }
  }
  return { loaded: signal(loaded), api: { listRequests } as unknown as BinApi, asked }
}

test('the newest earlier one of the same event is found among what is loaded', async () => {
  const all = [request(5, 'paid'), request(4, 'paid'), request(3, 'sent'), request(2, 'paid')]
  const bin = binOf([], all)

  const found = await findPrevious(bin, request(4, 'paid'))

  expect(found).toMatchObject({ request: { seq: 2 }, isSameEvent: true })
  expect(bin.asked).toEqual([])
})

test('what is not loaded is asked for, by sender and event', async () => {
  const bin = binOf([request(2, 'sent'), request(1, 'a "b"')], [request(9, 'a "b"')])

  const found = await findPrevious(bin, request(9, 'a "b"'))

  expect(found).toMatchObject({ request: { seq: 1 }, isSameEvent: true })
  expect(bin.asked).toEqual(['provider:"stripe" event:"a \\"b\\""'])
})

test('without an earlier one of the event, one to the same path stands in', async () => {
  const bin = binOf(
    [],
    [request(9, 'paid', '/x'), request(8, 'sent', '/y'), request(7, null, '/x')],
  )

  const found = await findPrevious(bin, request(9, 'paid', '/x'))

  expect(found).toMatchObject({ request: { seq: 7 }, isSameEvent: false })
})

test('a first request has none before it', async () => {
  const bin = binOf([], [request(2, null, '/x'), request(1, null, '/x')])

  expect(await findPrevious(bin, request(1, null, '/x'))).toBeUndefined()
})
