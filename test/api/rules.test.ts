import { describe, expect, test } from 'vitest'
import { call, failure } from '../support/call.ts'
import { readRequest } from '../support/read.ts'
import { getRules, putRules, sendTo, setRules, statusesOf } from '../support/rules.ts'
import { startTestServer, useServer } from '../support/server.ts'

const server = useServer()

describe('[R1] rules', () => {
  test('the first that matches answers, with what it says to the byte; else the default does', async () => {
    const bin = await server.mint()
    await setRules(server, bin, {
      rules: [
        { name: 'No deletes', when: 'method:DELETE', then: { status: 405, reason: 'Not Here' } },
        {
          when: 'path:/orders/*',
          then: {
            status: 201,
            headers: [
              ['X-Order', 'one'],
              ['X-Order', 'two'],
              ['Content-Type', 'application/vnd.order+json'],
            ],
            body: '{"made":true}',
          },
        },
        { when: 'body.type:ping', then: { bodyBase64: 'AP8B' } },
      ],
      default: { status: 404, body: 'Nothing here.' },
    })

    const refused = await sendTo(server, bin, 'DELETE /orders/5')
    const made = await sendTo(server, bin, 'POST /orders/5')
    const ping = await fetch(`${server.url}/in/${bin.id}`, {
      method: 'POST',
      body: '{"type":"ping"}',
    })
    const other = await sendTo(server, bin, 'POST')

    expect([refused.status, refused.statusText, refused.text]).toEqual([405, 'Not Here', ''])
    expect(made.status).toBe(201)
    expect(made.text).toBe('{"made":true}')
    expect(made.headers.get('x-order')).toBe('one, two')
    expect(made.headers.get('content-type')).toBe('application/vnd.order+json')
    expect(made.headers.get('content-security-policy')).toBe('sandbox')
    expect(Buffer.from(await ping.arrayBuffer())).toEqual(Buffer.from([0, 255, 1]))
    expect(ping.headers.get('content-type')).toBe('application/octet-stream')
    expect([other.status, other.text]).toEqual([404, 'Nothing here.'])
  })

  test('[R4] every request tells which rule answered, at which turn, and by which rules', async () => {
    const bin = await server.mint()
    const { rules } = await setRules(server, bin, {
      rules: [
        { name: 'Down twice', when: 'method:POST', then: [{ status: 500 }, { status: 200 }] },
      ],
    })

    await statusesOf(server, bin, ['POST', 'POST', 'GET'])

    const [id] = rules.map((rule) => rule.id)
    const answers = await Promise.all([1, 2, 3].map((seq) => readRequest(server, bin, seq)))
    expect(answers.map(({ response }) => response)).toMatchObject([
      {
        status: 500,
        by: 'rule',
        rulesVersion: 1,
        rule: { id, name: 'Down twice', turn: 1, step: 0 },
      },
      { status: 200, by: 'rule', rulesVersion: 1, rule: { id, turn: 2, step: 1, steps: 2 } },
      { status: 200, by: 'default', rulesVersion: 1 },
    ])
  })

  test('what a PUT leaves out stays, and what GET gives can be put back', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ when: '', then: { status: 503 } }] })
    await setRules(server, bin, { handshakes: false })
    const before = await getRules(server, bin)

    const { status, json } = await putRules(server, bin, before)

    expect(before.rules).toHaveLength(1)
    expect(before.handshakes).toBe(false)
    expect(status).toBe(200)
    expect(json).toEqual({ ...before, version: before.version + 1 })
  })

  test('a flaw is told with its place, all flaws beside it, and nothing is changed', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ when: '', then: { status: 503 } }] })

    const answer = await putRules(server, bin, {
      rules: [
        { when: 'method:POST', then: [{ status: 200 }, { status: 42 }] },
        { when: 'status:500', then: { template: true, body: '{{#open}}' } },
      ],
    })

    expect(answer.status).toBe(400)
    expect(answer.json.error.message).toMatch(/^rules\[0\]\.then\[1\]\.status: /)
    expect(answer.json.error.flaws).toMatchObject([
      { path: ['rules', 0, 'then', 1, 'status'] },
      { path: ['rules', 1, 'when'] },
      { path: ['rules', 1, 'then', 'body'] },
    ])
    expect((await sendTo(server, bin)).status).toBe(503)
  })

  test.each([
    ['an unknown field', { rules: [{ when: '', then: {}, wen: '' }] }],
    ['no response', { rules: [{ when: '' }] }],
    ['an unknown ending', { rules: [{ when: '', then: { end: 'explode' } }] }],
    ['nothing', {}],
  ])('%s is refused', async (_what, json) => {
    const bin = await server.mint()

    const { status } = await putRules(server, bin, json)

    expect(status).toBe(400)
  })

  test('a change made to rules that have changed since is refused', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ when: '', then: { status: 503 } }], version: 0 })

    const late = await putRules(server, bin, { rules: [], version: 0 })

    expect(late).toMatchObject(failure(409, 'conflict'))
    expect((await getRules(server, bin)).rules).toHaveLength(1)
  })

  test('the view key reads rules and does not change them', async () => {
    const bin = await server.mint()

    const read = await call(server, `GET /bins/${bin.id}/rules`, { key: bin.viewKey })
    const written = await call(server, `PUT /bins/${bin.id}/rules`, {
      key: bin.viewKey,
      json: { rules: [] },
    })

    expect(read.json).toEqual({
      version: 0,
      rules: [],
      default: null,
      passThrough: null,
      handshakes: true,
    })
    expect(written).toMatchObject(failure(403, 'forbidden'))
  })

  test('a request that did not arrive whole has the answer it always has', async () => {
    const small = await startTestServer({ maxBodyBytes: 1024 })
    const bin = await small.mint()
    await setRules(small, bin, { rules: [{ when: '', then: { status: 202 } }] })

    const { status } = await sendTo(small, bin, 'POST', { body: 'x'.repeat(2000) })

    expect(status).toBe(413)
    expect((await readRequest(small, bin, 1)).response).toMatchObject({ by: 'default' })
  })

  test('[A4] what a sender says cannot add a header to its answer', async () => {
    const bin = await server.mint()
    const headers = [['X-Back', '{{query.x}}']] as const
    await setRules(server, bin, { rules: [{ when: '', then: { template: true, headers } }] })

    const answer = await sendTo(server, bin, 'POST ?x=a%0D%0ASet-Cookie:%20b=1%00')

    expect(answer.headers.get('x-back')).toBe('a  Set-Cookie: b=1')
    expect(answer.headers.get('set-cookie')).toBeNull()
  })
})

test('[P3] a rule that overrides handshakes answers them', async () => {
  const bin = await server.mint()
  const challenge = '{"type":"url_verification","challenge":"abc","token":"t"}'
  const ask = () =>
    sendTo(server, bin, 'POST', {
      body: challenge,
      headers: { 'Content-Type': 'application/json' },
    })
  await setRules(server, bin, { rules: [{ id: 'all', when: '', then: { status: 500 } }] })
  const first = await ask()

  await setRules(server, bin, {
    rules: [{ id: 'no', when: 'is:handshake', then: { status: 403 }, overrides: ['handshake'] }],
  })
  const second = await ask()

  expect(first.status).toBe(200)
  expect(first.text).toContain('abc')
  expect(second.status).toBe(403)
  expect((await readRequest(server, bin, 1)).response?.by).toBe('handshake')
  expect((await readRequest(server, bin, 2)).response).toMatchObject({
    by: 'rule',
    rule: { id: 'no' },
  })
})
