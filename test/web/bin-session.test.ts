import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { effect, type Signal, signal } from '@preact/signals'
import { expect, onTestFinished, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { Seq } from '../../server/wire/ids.ts'
import { createInspectorApi } from '../../web/api.ts'
import { type BinSession, createBinSession } from '../../web/state/bin-session.ts'
import { createConnection } from '../../web/state/connection.ts'
import { startCuttingProxy } from '../support/cutting-proxy.ts'
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

async function openInspector(
  options: { before?: number; key?: 'view'; filter?: Signal<string> } = {},
) {
  const { filter = signal('') } = options
  const server = await startTestServer()
  const bin = await server.mint()
  for (let n = 1; n <= (options.before ?? 0); n += 1) await capture(bin, `/before/${n}`)
  const proxy = await startCuttingProxy(server.port)
  const origin = `http://127.0.0.1:${proxy.port}`
  const api = createInspectorApi(origin)
  const connection = createConnection(api, origin, fakeWindow)
  onTestFinished(() => connection.close())
  const opened: Seq[] = []
  const errors: unknown[] = []
  const key = options.key === 'view' ? bin.viewKey : bin.ownerKey
  const session = createBinSession({
    id: bin.id,
    key,
    api: api.bin(bin.id, key),
    live: connection.live,
    storage: fakeStorage(),
    filter,
    now: Date.now,
    onError: (error) => errors.push(error),
    opened: signal(null),
    onFollowed: () => {},
    onFirst: (seq) => opened.push(seq),
    onLoaded: () => {},
    onArrived: () => {},
  })
  onTestFinished(() => session.close())
  await session.load()
  const direct = createInspectorApi(server.url).bin(bin.id, bin.ownerKey)
  return { bin, api: direct, session, connection, proxy, opened, errors }
}

async function capture(bin: MintedBin, path: string, body = '{"a":1}'): Promise<void> {
  await fetch(bin.captureUrl + path, { method: 'POST', body })
}

const seqs = (session: BinSession) => session.list.rows.value.map(({ seq }) => seq)

test('the first request to reach an empty bin is opened, once', async () => {
  const { bin, session, opened } = await openInspector()

  await capture(bin, '/one')
  await capture(bin, '/two')
  await until(() => seqs(session).length === 2)

  expect(seqs(session)).toEqual([2, 1])
  expect(opened).toEqual([1])
})

test('a bin that has requests opens none by itself', async () => {
  const { bin, session, opened } = await openInspector({ before: 1 })

  await capture(bin, '/two')
  await until(() => seqs(session).length === 2)

  expect(opened).toEqual([])
})

test('older requests come page by page down to the first', async () => {
  const { session } = await openInspector({ before: 130 })
  const atFirst = seqs(session)

  await session.older.loadMore()

  expect(atFirst.at(-1)).toBe(31)
  expect(seqs(session)).toEqual(Array.from({ length: 130 }, (_, i) => 130 - i))
  expect(session.older.state.value).toBe('end')
})

test('marks and deletions made elsewhere appear', async () => {
  const { api, session } = await openInspector({ before: 3 })

  await api.markRequest(2, { note: 'from elsewhere', pinned: true })
  await until(() => session.list.find(2)?.note === 'from elsewhere')
  await api.deleteRequest(1)
  await until(() => seqs(session).length === 2)
  await api.clearRequests()
  await until(() => seqs(session).length === 0)

  expect(session.status.value.type).toBe('ready')
})

test('a note is saved once typing pauses, and at once when the bin is closed', async () => {
  const { api, session } = await openInspector({ before: 1 })

  session.marks.write(1, 'half')
  session.marks.write(1, 'whole')
  await until(() => session.marks.noteState.value === 'saved')
  const saved = (await api.getRequest(1, new AbortController().signal)).note
  session.marks.write(1, 'last')
  session.close()

  expect(saved).toBe('whole')
  await expect
    .poll(async () => (await api.getRequest(1, new AbortController().signal)).note)
    .toBe('last')
})

test('tags given faster than they are saved are all kept, in their order', async () => {
  const { session, api } = await openInspector({ before: 1 })
  const tagsSaved = async () => (await api.getRequest(1, new AbortController().signal)).tags

  for (const tag of ['a', 'b', 'c', 'd']) session.marks.tag([1], { addTags: [tag] })
  session.marks.tag([1], { removeTags: ['B'] })
  const shown = session.list.find(1)?.tags

  expect(shown).toEqual(['a', 'c', 'd'])
  await expect.poll(tagsSaved).toEqual(['a', 'c', 'd'])
  await expect.poll(() => session.list.find(1)?.tags).toEqual(['a', 'c', 'd'])
})

test('[A1] the view key reads and is told why it changes nothing', async () => {
  const { session, errors } = await openInspector({ before: 1, key: 'view' })

  session.marks.set(1, { pinned: true })
  await expect.poll(() => errors.length).toBe(1)

  expect(session.bin.value?.access).toBe('view')
  expect(String(errors[0])).toContain('The view key only reads')
  expect(session.list.find(1)?.pinned).toBe(false)
})

test('a bin deleted elsewhere says so', async () => {
  const { bin, api, session } = await openInspector()
  await capture(bin, '/subscribed')
  await until(() => seqs(session).length === 1)

  await api.deleteBin()
  await until(() => session.status.value.type === 'failed')

  expect(session.status.value).toMatchObject({ code: 'deleted' })
})

test('[D4] a replay remembers its target and its outcome joins the deliveries', async () => {
  const { bin, session } = await openInspector({ before: 1 })
  const detail = session.details.get(1)
  expect(await detail.deliveries.get()).toEqual([])

  await session.replay.send(1, { target: `${bin.captureUrl}/again` })
  await until(() => {
    const { value } = detail.deliveries.state
    return value.type === 'loaded' && value.value.length === 1
  })

  expect(session.replay.state.value).toMatchObject({ type: 'done', seq: 1 })
  expect(session.replay.targets.value.recent).toEqual([`${bin.captureUrl}/again`])
  await until(() => session.list.rows.value[0]?.path === '/again/before/1')
})

test('a replay to a silent target can be cancelled', async () => {
  const { session } = await openInspector({ before: 1 })
  const silent = createServer(() => session.replay.cancel())
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void silent.close())

  const { port } = silent.address() as AddressInfo // A TCP server that listens has one.
  await session.replay.send(1, { target: `http://127.0.0.1:${port}` })

  expect(session.replay.state.value).toMatchObject({ type: 'failed' })
  expect(session.replay.targets.value.recent).toEqual([])
})

test('[L4] what changed while the connection was lost is there once it is back', async () => {
  const { bin, api, session, connection, proxy } = await openInspector({ before: 2 })
  await until(() => connection.state.value.type === 'live')

  proxy.cutAll()
  await until(() => connection.state.value.type === 'reconnecting')
  await capture(bin, '/meanwhile')
  await api.markRequest(2, { note: 'meanwhile' })
  await api.deleteRequest(1)
  connection.retryNow()

  await until(() => seqs(session).join() === '3,2')
  await until(() => session.list.find(2)?.note === 'meanwhile')
})
