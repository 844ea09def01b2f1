import { expect, onTestFinished, test, vi } from 'vitest'
import type { RetryReport } from '../../server/wire/rules/report/retry-report.ts'
import type { GivenRule } from '../../server/wire/rules/rules.ts'
import { call, failure } from '../support/call.ts'
import { post } from '../support/post.ts'
import { retryingSender } from '../support/retrying-sender.ts'
import { startTestServer, type TestServer, useServer } from '../support/server.ts'

const server = useServer()

const rule = { id: 'fails', name: 'Fails', when: '', per: 'delivery' } as const

function startBin(...rules: readonly GivenRule[]) {
  return startBinOn(server, ...rules)
}

async function startBinOn(server: TestServer, ...rules: readonly GivenRule[]) {
  const bin = await server.mint()
  await call(server, `PUT /bins/${bin.id}/rules`, { key: bin.ownerKey, json: { rules } })
  const ask = (query = '', name: string = rule.id) =>
    call(server, `GET /bins/${bin.id}/rules/${name}/report${query}`, { key: bin.viewKey })
  return { ...bin, ask, report: async () => (await ask()).json as RetryReport }
}

test('reads the backoff and the cap of a real sender', async () => {
  // Sender and server share this clock, which stands still while this process is kept from running.
  vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout', 'performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const slow = await startTestServer()
  const bin = await startBinOn(slow, { ...rule, then: { status: 500 } })
  const send = retryingSender({ maxRetries: 5, minTimeout: 1_000, maxTimeout: 4_000 })

  let isOver = false
  const events = ['a', 'b', 'c', 'd', 'e']
  const sent = Promise.all(events.map((id) => send(bin.captureUrl, `{"id":"${id}"}`)))
  void sent.then(() => {
    isOver = true
  })
  while (!isOver) {
    await vi.advanceTimersByTimeAsync(10)
    await new Promise((resolve) => setImmediate(resolve))
  }

  const { senders } = await bin.report()
  expect(senders).toHaveLength(1)
  expect(senders[0]).toMatchObject({
    provider: null,
    attempts: 30,
    mostAttempts: 6,
    eventCount: 5,
    reactions: [{ answer: '500', times: 30, retried: 25 }],
    retryAfter: null,
    outcomes: { succeeded: 0, stopped: 0, open: 5 },
    backoff: { shape: 'exponential' },
  })
  expect(senders[0]?.backoff?.factor).toBeGreaterThan(1.6)
  expect(senders[0]?.backoff?.factor).toBeLessThan(2.4)
  expect(senders[0]?.backoff?.capMs).toBeGreaterThan(3_800)
  expect(senders[0]?.gaps.map(({ attempt, gaps }) => [attempt, gaps])).toEqual([
    ...[2, 3, 4, 5, 6].map((attempt) => [attempt, 5]),
  ])
})

test('reads from a real sender that it honours Retry-After, and when it succeeded', async () => {
  const limited = { status: 429, headers: [['Retry-After', '1']] } as const
  const bin = await startBin({ ...rule, then: [limited, { status: 500 }, { status: 200 }] })
  const send = retryingSender({ maxRetries: 4, minTimeout: 80 })

  await send(bin.captureUrl, '{"order":1}', { 'idempotency-key': 'one' })
  await post(bin.captureUrl, '{"other":2}')

  const { senders } = await bin.report()
  expect(senders[0]).toMatchObject({
    retryAfter: { honours: 'yes', followed: 1, honoured: 1 },
    reactions: [
      { answer: '429', times: 2, retried: 1 },
      { answer: '500', times: 1, retried: 1 },
      { answer: '200', times: 1, retried: 0 },
    ],
  })
  expect(senders[0]?.summary).toContain('honours Retry-After')
  const [, first] = senders[0]?.events ?? []
  expect(first).toMatchObject({
    knownBy: 'id',
    outcome: { type: 'succeeded', attempts: 3, duplicates: 0 },
    attempts: [
      { seq: 1, answer: '429', rule: { step: 1, steps: 3 }, retryAfter: { ms: 1000 } },
      { seq: 2, answer: '500', retryAfter: null },
      { seq: 3, answer: '200' },
    ],
  })
  expect(first?.attempts[0]?.retryAfter).toMatchObject({ value: '1', isHonoured: true })
})

test('tells what a Retry-After asked for that was made from the request, and in rules changed since', async () => {
  const then = { status: 503, template: true, headers: [['Retry-After', '{{body.wait}}']] } as const
  const bin = await startBin({ ...rule, then })
  await post(bin.captureUrl, '{"wait":"7"}')
  await call(server, `PUT /bins/${bin.id}/rules`, {
    key: bin.ownerKey,
    json: { rules: [{ ...rule, then: { status: 200 } }] },
  })
  await post(bin.captureUrl, '{"wait":"7"}')

  const { senders } = await bin.report()

  const [event] = senders[0]?.events ?? []
  expect(event?.attempts).toMatchObject([
    { status: 503, retryAfter: { value: '7', isHonoured: false } },
    { status: 200, retryAfter: null },
  ])
  expect(senders[0]?.summary).toContain('ignores Retry-After')
})

test('gives the same as CSV that no spreadsheet runs, and as Markdown', async () => {
  const bin = await startBin({ ...rule, name: 'Fails, "always"', then: { status: 500 } })
  await post(`${bin.captureUrl}/=cmd|calc`, '{"n":1}')
  await post(`${bin.captureUrl}/=cmd|calc`, '{"n":1}')

  await fetch(bin.captureUrl, {
    method: 'POST',
    headers: {
      'User-Agent': 'GitHub-Hookshot/1',
      'X-GitHub-Event': '# big',
      'X-GitHub-Delivery': '&lt;',
    },
    body: '{"n":2}',
  })

  const csv = await bin.ask('?format=csv')
  const markdown = await bin.ask('?format=markdown')

  const lines = csv.text.split('\r\n')
  expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
  expect(lines).toHaveLength(5)
  expect(lines[0]).toMatch(/^sender,event,event_id,method,path,attempt,attempts,seq,time,/)
  expect(lines[2]).toContain('"Fails, ""always"""')
  expect(markdown.text).toMatch(/^## How senders tried again: Fails, "always"\n/)
  expect(markdown.text).toContain('/=cmd\\|calc')
  expect(markdown.text).toMatch(/^\\# big · \\&lt; · POST \/: /m)
  expect(markdown.text).toMatch(/\| #2 \| .* \| 500 \|/)
})

test('reports on requests after one, on so many events, on the default, and on a deleted rule', async () => {
  const bin = await startBin({ ...rule, when: 'path:/rule', then: { status: 500 } })
  await post(`${bin.captureUrl}/rule`, '1')
  await post(`${bin.captureUrl}/rule`, '2')
  await post(`${bin.captureUrl}/other`, '3')

  const later = await bin.ask('?after=1&events=1')
  const whole = await bin.ask('?events=1')
  const fallback = await bin.ask('', 'default')
  await call(server, `PUT /bins/${bin.id}/rules`, { key: bin.ownerKey, json: { rules: [] } })
  const deleted = await bin.ask()

  expect(later.json).toMatchObject({ after: 1, senders: [{ attempts: 1, eventCount: 1 }] })
  expect(whole.json.senders[0]).toMatchObject({ eventCount: 2, events: [{ path: '/rule' }] })
  expect(whole.json.senders[0].events).toHaveLength(1)
  expect(fallback.json.senders[0].events[0]).toMatchObject({ path: '/other' })
  expect(deleted.json).toMatchObject({ rule: { id: 'fails', name: 'Fails' } })
  expect(await bin.ask('', 'nothing')).toMatchObject(failure(404, 'not-found'))
  expect((await bin.ask('?events=0')).status).toBe(400)
})
