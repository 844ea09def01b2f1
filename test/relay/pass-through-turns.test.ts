// What becomes of rules in whose place the local server answers, or would have: their turns, and what is told of them.

import { expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { openConnection } from '../support/raw-http.ts'
import { readRequest } from '../support/read.ts'
import { connectRelay } from '../support/relay.ts'
import { setRules, statusesOf } from '../support/rules.ts'
import { startTestServer, type TestServer } from '../support/server.ts'

/** A bin whose rule fails twice, and which passes answers through. */
async function start() {
  const server = await startTestServer()
  const bin = await server.mint()
  const then = [{ status: 500 }, { status: 502 }, { status: 200 }]
  await setRules(server, bin, {
    rules: [{ id: 'twice', name: 'Twice', when: '', then }],
    passThrough: { timeoutMs: 120_000 },
  })
  return { server, bin }
}

/** Started anew on the same database. */
async function restart(server: TestServer): Promise<TestServer> {
  const { db } = server.config
  await server.close()
  return startTestServer({ db })
}

test('[R3] a turn whose answer the local server gave is found again after a restart', async () => {
  const { server, bin } = await start()
  const relay = connectRelay(server, bin, { work: (job) => job.answer({ status: 418 }) })
  await relay.told('welcome')
  const relayed = await statusesOf(server, bin, ['POST'])
  await expect.poll(async () => (await readRequest(server, bin, 1)).response?.by).toBe('relay')
  const told = await call(server, `GET /bins/${bin.id}/requests/1/answer`, { key: bin.ownerKey })

  const again = await restart(server)
  const alone = await statusesOf(again, bin, ['POST', 'POST'])

  expect([...relayed, ...alone]).toEqual([418, 502, 200])
  expect(told.json.candidates).toContainEqual({
    ...{ type: 'rule', id: 'twice', name: 'Twice', place: 1, outcome: 'passed-over' },
    why: 'It fits, and counts this as its 1st request, but your own server answered instead.',
  })
})

test('[R3] [R4] of a sender that hangs up on the local server the bin tells when it gave up, and whose turn it was', async () => {
  const { server, bin } = await start()
  const relay = connectRelay(server, bin)
  await relay.told('welcome')
  const sender = await openConnection(server.port)
  sender.write(`POST /in/${bin.id} HTTP/1.1\r\nHost: x\r\nContent-Length: 0\r\n\r\n`)
  await relay.job(0)

  sender.destroy()
  const response = async () => (await readRequest(server, bin, 1)).response
  await expect.poll(async () => (await response())?.by).toBe('relay')
  const again = await restart(server)
  const [next] = await statusesOf(again, bin, ['POST'])

  const { response: kept } = await readRequest(again, bin, 1)
  expect(kept).toMatchObject({
    status: null,
    gaveUpAfterMs: expect.any(Number),
    rule: { id: 'twice', turn: 1 },
    passThrough: { outcome: 'gave-up' },
  })
  expect(next).toBe(502)
})

test('[R4] until the local server has answered, the bin claims nothing of who did', async () => {
  const { server, bin } = await start()
  const relay = connectRelay(server, bin)
  await relay.told('welcome')
  const sent = statusesOf(server, bin, ['POST'])
  const job = await relay.job(0)

  const line = `GET /bins/${bin.id}/requests/1/answer`
  const told = await call(server, line, { key: bin.ownerKey })
  const report = await call(server, `GET /bins/${bin.id}/rules/twice/report`, { key: bin.ownerKey })
  job.answer({ status: 201 })

  expect(told.json).toMatchObject({ sent: null, untold: expect.stringContaining('not known') })
  expect(told.json.candidates).toMatchObject([
    ...[{ type: 'handshake' }, { type: 'preflight' }, { type: 'pass-through', outcome: 'open' }],
    { id: 'twice', outcome: 'open', why: expect.stringContaining('if your own server does not') },
    { type: 'default', outcome: 'not-asked' },
  ])
  expect(report.json.senders[0].events[0]).toMatchObject({
    attempts: [{ answer: 'no answer' }],
    outcome: { type: 'open' },
  })
  expect(await sent).toEqual([201])
})
