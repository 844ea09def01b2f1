import { expect, test } from 'vitest'
import type { TimelineCount } from '../../server/wire/timeline.ts'
import { call, failure } from '../support/call.ts'
import { postMany } from '../support/post.ts'
import { startTestServer } from '../support/server.ts'

async function startFilled() {
  const server = await startTestServer()
  const bin = await server.mint()
  const since = Date.now()
  await postMany(bin.captureUrl, 30)
  const ask = (query: string, key: string | undefined = bin.viewKey) =>
    call(server, `GET /bins/${bin.id}/timeline${query}`, key === undefined ? {} : { key })
  return { ask, since, until: Date.now() + 1 }
}

const sum = (counts: readonly TimelineCount[]) =>
  counts.reduce((total, { ok, warn, bad }) => total + ok + warn + bad, 0)

test('the view key reads how many requests arrived when, all of them or what a filter takes', async () => {
  const { ask, since, until } = await startFilled()

  const all = await ask('')
  const some = await ask(`?filter=${encodeURIComponent('body.n:1..3')}&buckets=500`)
  const within = await ask(`?from=${since}&to=${until}`)
  const before = await ask(`?to=${since - 1000}`)

  expect(all).toMatchObject({ status: 200, json: { upTo: 30, next: null } })
  expect([all, some, within, before].map(({ json }) => sum(json.counts))).toEqual([30, 3, 30, 0])
  expect(all.json.from).toBe(all.json.counts[0].at)
  expect(all.json.to).toBe(all.json.counts.at(-1).at + all.json.bucketMs)
})

test('what is wrong about a question is said', async () => {
  const { ask } = await startFilled()

  expect(await ask('?filter=is:foo')).toMatchObject(failure(400, 'bad-request'))
  expect((await ask('?buckets=0')).status).toBe(400)
  expect((await ask('?from=-1')).status).toBe(400)
  expect(await ask('?from=5&to=5')).toMatchObject(failure(400, 'bad-request'))
  expect(await ask('?after=5&before=1')).toMatchObject(failure(400, 'bad-request'))
  expect((await ask('?from=5&to=1')).json.error.message).toBe("'from' must be less than 'to'.")
  expect(await ask('', 'hlv_wrong')).toMatchObject(failure(401, 'unauthorized'))
})
