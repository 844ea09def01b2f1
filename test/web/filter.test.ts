import { effect, signal } from '@preact/signals'
import { expect, onTestFinished, test, vi } from 'vitest'
import type { Seq } from '../../server/wire/ids.ts'
import { createInspectorApi } from '../../web/api.ts'
import { type BinSession, createBinSession } from '../../web/state/bin-session.ts'
import { createConnection } from '../../web/state/connection.ts'
import { startTestServer } from '../support/server.ts'
import { fakeStorage } from './fake-storage.ts'

/** Resolves once `check`, which reads signals, holds. */
function until(check: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    let isDone = false
    let stop = () => {}
    stop = effect(() => {
      if (isDone || !check()) return
      isDone = true
      resolve()
      queueMicrotask(() => stop())
    })
  })
}

const fakeWindow = {
  navigator: { onLine: true },
  addEventListener: () => {},
  removeEventListener: () => {},
} as unknown as Window

/** A bin with `before` requests whose bodies count them, opened with a filter. */
async function openFiltered(text: string, before = 0) {
  const server = await startTestServer()
  const bin = await server.mint()
  const capture = async (n: number) => {
    await fetch(`${bin.captureUrl}/${n % 2 === 0 ? 'even' : 'odd'}`, {
      method: 'POST',
      headers: { 'X-Number': String(n) },
      body: JSON.stringify({ n }),
    })
  }
  for (let n = 1; n <= before; n += 1) await capture(n)
  const api = createInspectorApi(server.url).bin(bin.id, bin.ownerKey)
  const asked = vi.spyOn(api, 'listRequests')
  const connection = createConnection(createInspectorApi(server.url), server.url, fakeWindow)
  onTestFinished(() => connection.close())
  const filter = signal(text)
  const errors: unknown[] = []
  const session = createBinSession({
    id: bin.id,
    key: bin.ownerKey,
    api,
    live: connection.live,
    storage: fakeStorage(),
    filter,
    now: Date.now,
    onError: (error) => errors.push(error),
    opened: signal(null),
    onFollowed: () => {},
    onFirst: () => {},
    onLoaded: () => {},
    onArrived: () => {},
  })
  onTestFinished(() => session.close())
  await session.load()
  return { api, asked, capture, filter, session, errors }
}

const seqs = (session: BinSession): readonly Seq[] => session.list.rows.value.map(({ seq }) => seq)
const isSearched = (session: BinSession) => session.older.state.value === 'end'

test('a filter leaves the matches, newest first, and the whole list comes back without it', async () => {
  const { session, filter } = await openFiltered('path:/even', 5)
  await until(() => isSearched(session))
  const filtered = seqs(session)

  filter.value = ''

  expect(filtered).toEqual([4, 2])
  expect(session.total.value).toBe(5)
  expect(seqs(session)).toEqual([5, 4, 3, 2, 1])
})

test('live requests are matched by what their rows say, without asking the server', async () => {
  const { session, capture, asked } = await openFiltered('path:/even')
  await until(() => isSearched(session) && session.filter.search.value?.reading.value !== undefined)
  asked.mockClear()

  for (const n of [1, 2, 3, 4]) await capture(n)
  await until(() => session.loaded.value.length === 4 && seqs(session).length === 2)

  expect(seqs(session)).toEqual([4, 2])
  expect(asked).not.toHaveBeenCalled()
})

test.each([
  ['a body', 'body.n:>2'],
  ['headers', 'h.x-number:3,4'],
])('live requests whose %s must be read are asked of the server', async (_what, text) => {
  const { session, capture, errors } = await openFiltered(text)
  await until(() => isSearched(session) && session.filter.search.value?.reading.value !== undefined)

  for (const n of [1, 2, 3, 4]) await capture(n)
  await until(() => seqs(session).length === 2)

  expect(seqs(session)).toEqual([4, 3])
  expect(errors).toEqual([])
})

test('a live request that could not be asked about is asked about with the next', async () => {
  const { session, capture, asked, errors } = await openFiltered('body.n:>0')
  await until(() => isSearched(session) && session.filter.search.value?.reading.value !== undefined)
  asked.mockRejectedValueOnce(new Error('The server cannot be reached.'))

  await capture(1)
  await expect.poll(() => errors.length).toBe(1)
  await capture(2)
  await until(() => seqs(session).length === 2)

  expect(seqs(session)).toEqual([2, 1])
})

test('short and empty pages are followed until there are enough rows or no more', async () => {
  const { session, asked, filter, api } = await openFiltered('', 3)
  const [one] = (await api.listRequests({ limit: 1, order: 'desc' })).requests
  if (!one) throw new Error('Nothing was captured.')
  asked.mockClear()
  asked
    .mockResolvedValueOnce({ requests: [], next: 3 })
    .mockResolvedValueOnce({ requests: [one], next: 2 })

  filter.value = 'body.n:>=1'
  await until(() => isSearched(session))

  expect(asked.mock.calls.map(([{ before }]) => before)).toEqual([Number.MAX_SAFE_INTEGER, 3, 2])
  expect(seqs(session)).toEqual([3, 1])
})

test('a search that failed goes on where it was once the server is back', async () => {
  const { session, asked, filter } = await openFiltered('', 3)
  asked.mockRejectedValueOnce(new Error('The server cannot be reached.'))
  filter.value = 'body.n:>=2'
  await until(() => session.older.state.value === 'failed')
  const failure = session.older.failure.value

  session.filter.retry()
  await until(() => isSearched(session))

  expect(failure).toBe('The server cannot be reached.')
  expect(seqs(session)).toEqual([3, 2])
})

test('a search ends as soon as the filter changes', async () => {
  const { session, asked, filter } = await openFiltered('', 2)
  let cancelled: AbortSignal | undefined
  asked.mockImplementationOnce((_options, signal) => {
    cancelled = signal
    return new Promise(() => {})
  })
  filter.value = 'body.n:1'

  filter.value = 'path:/even'
  await until(() => isSearched(session))

  expect(cancelled?.aborted).toBe(true)
  expect(seqs(session)).toEqual([2])
})

test('regular expressions are taken, and one that is wrong is explained', async () => {
  const { session, filter, capture } = await openFiltered('path:/^.ev/', 2)
  await until(() => isSearched(session) && session.filter.search.value?.reading.value !== undefined)
  await capture(4)
  await until(() => seqs(session).length === 2)

  filter.value = 'path:/(/'
  await until(() => session.filter.search.value?.reading.value?.type === 'wrong')
  await until(() => session.older.state.value === 'failed')

  expect(session.older.failure.value).toContain('The regular expression does not compile')
})

test('what is marked, hidden and deleted is so with a filter and without', async () => {
  const { session, filter, api } = await openFiltered('path:/even', 6)
  await until(() => isSearched(session))

  await api.markRequest(4, { note: 'telling' })
  await api.deleteRequest(2)
  session.list.hide([6])
  await until(() => seqs(session).join() === '4' && session.list.find(4)?.note === 'telling')
  filter.value = 'path:/even OR method:PUT'
  await until(() => isSearched(session))
  const again = seqs(session)
  filter.value = ''

  expect(again).toEqual([4])
  expect(seqs(session)).toEqual([5, 4, 3, 1])
  expect(session.list.find(4)?.note).toBe('telling')
})

test('a request that comes to match joins; one that ceases to stays where it is looked at', async () => {
  const { session, api } = await openFiltered('is:pinned OR body.n:2', 3)
  await until(() => isSearched(session) && session.filter.search.value?.reading.value !== undefined)
  const before = seqs(session)

  await api.markRequest(3, { pinned: true })
  await until(() => seqs(session).length === 2)
  await api.markRequest(3, { pinned: false })
  await until(() => session.list.find(3)?.pinned === false)

  expect(before).toEqual([2])
  expect(seqs(session)).toEqual([3, 2])
})

test('the last ten filters are remembered, the newest first', async () => {
  const { session } = await openFiltered('')

  for (let n = 1; n <= 12; n += 1) session.filter.recent.remember(`status:${n}`)
  session.filter.recent.remember('status:5')

  expect(session.filter.recent.texts.value).toHaveLength(10)
  expect(session.filter.recent.texts.value.slice(0, 3)).toEqual([
    'status:5',
    'status:12',
    'status:11',
  ])
})
