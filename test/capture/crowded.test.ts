// What is told of an answer that there was no room to hold.

import { expect, onTestFinished, test } from 'vitest'
import { call } from '../support/call.ts'
import { openConnection } from '../support/raw-http.ts'
import { readRequest } from '../support/read.ts'
import { sendTo, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

test('[R4] [A6] a refusal for lack of room is told as of Hooklens itself, and the turn as taken', async () => {
  const bin = await server.mint()
  const slow = { id: 'slow', name: 'Slow', when: 'path:/slow' }
  const rules = [
    { when: 'path:/held', then: { end: 'hang' } },
    { ...slow, then: [{ status: 201, delayMs: 60_000 }, { status: 204 }] },
  ] as const
  await setRules(server, bin, { rules })
  for (let count = 0; count < 100; count++) {
    const socket = await openConnection(server.port)
    onTestFinished(() => void socket.destroy())
    socket.write(`POST /in/${bin.id}/held HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n`)
  }
  await expect.poll(() => readRequest(server, bin, 100)).toBeDefined()

  const refused = await sendTo(server, bin, 'POST /slow')
  const next = await sendTo(server, bin, 'POST /slow')

  const read = async (path: string) =>
    (await call(server, `GET /bins/${bin.id}/${path}`, { key: bin.ownerKey })).json
  await expect.poll(async () => (await readRequest(server, bin, 101)).response?.by).toBe('hooklens')
  const [told, report] = [await read('requests/101/answer'), await read('rules/slow/report')]
  expect([refused.status, next.status]).toEqual([503, 204])
  expect(told.answer).toMatchObject({ status: 503, rule: { id: 'slow', turn: 1 } })
  expect(told.answer).not.toHaveProperty('delayMs')
  expect(told.sent.body.text).toBe(refused.text)
  expect(told.sent.headers).toContainEqual(['Retry-After', refused.headers.get('retry-after')])
  expect(told.candidates).toMatchObject([
    ...[{}, {}, {}, {}],
    { id: 'slow', outcome: 'passed-over', why: expect.stringContaining('too many connections') },
    { type: 'default', outcome: 'not-asked' },
    { type: 'hooklens', outcome: 'answered', why: expect.stringMatching(/ 100, .* turn .* taken/) },
  ])
  const [sender] = report.senders
  expect(sender.reactions).toContainEqual({ answer: '503 by Hooklens', times: 1, retried: 1 })
  expect(sender.events[0].attempts[0]).toMatchObject({ by: 'hooklens', retryAfter: { value: '5' } })
  expect(sender.remarks.join()).toContain('1 answer of 503 came from Hooklens itself')
})
