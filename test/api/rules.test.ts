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

describe('[R2] templates', () => {
  test('answer with values of the request, its number and its turn among them', async () => {
    const bin = await server.mint()
    const body =
      '{"challenge":"{{body.challenge}}","id":{{body.id}},"q":{{query.x}},"n":{{seq}},"turn":{{turn}}}'
    await setRules(server, bin, {
      rules: [
        {
          when: '',
          then: { template: true, body, headers: [['X-Id', '{{header.x-id}}']] },
        },
      ],
    })

    await sendTo(server, bin, 'POST')
    const answer = await sendTo(server, bin, 'POST ?x=%22', {
      body: '{"challenge":"a\\"b","id":12345678901234567890}',
      headers: { 'X-Id': 'é7' },
    })

    expect(answer.text).toBe(
      '{"challenge":"a\\"b","id":12345678901234567890,"q":"\\"","n":2,"turn":2}',
    )
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(Buffer.from(answer.headers.get('x-id') ?? '', 'latin1')).toEqual(
      Buffer.from('é7', 'latin1'),
    )
  })

  test('[R4] what was asked for and not there is told with the request', async () => {
    const bin = await server.mint()
    await setRules(server, bin, {
      rules: [{ when: '', then: { template: true, body: 'Hello {{body.name}}' } }],
    })

    const answer = await sendTo(server, bin, 'POST', { body: '{}' })

    expect(answer.text).toBe('Hello [missing: body.name]')
    expect((await readRequest(server, bin, 1)).response?.missing).toEqual(['body.name'])
  })

  test.each([
    ['{"name":"{{body.name}}"}', 'application/json', '{"name":"\\"A\\""}'],
    ['{{body.name}} it is', 'text/plain; charset=utf-8', '"A" it is'],
    ['[{{body.name}}]', 'application/json', '["\\"A\\""]'],
  ])('what no type is given for is called what it looks like, and written so: %s', async (body, type, text) => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ when: '', then: { template: true, body } }] })

    const answer = await sendTo(server, bin, 'POST', { body: '{"name":"\\"A\\""}' })

    expect([answer.headers.get('content-type'), answer.text]).toEqual([type, text])
  })

  test('an echo gives back the very bytes, with their type', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ when: '', then: { echo: true } }] })
    const body = Buffer.from([0, 1, 255, 13, 10])

    const response = await fetch(`${server.url}/in/${bin.id}`, {
      method: 'POST',
      headers: { 'Content-Type': 'image/x-odd' },
      body,
    })

    expect(Buffer.from(await response.arrayBuffer())).toEqual(body)
    expect(response.headers.get('content-type')).toBe('image/x-odd')
  })
})

describe('[R3] turns', () => {
  const failsTwice = {
    when: '',
    then: [{ status: 500 }, { status: 500 }, { status: 200 }],
  } as const

  test('per delivery: each event fails twice, and a sender that nobody knows is told by what it sends', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ ...failsTwice, per: 'delivery' }] })

    const statuses = await statusesOf(server, bin, [
      { body: 'a' },
      { body: 'b' },
      { body: 'a' },
      { body: 'a' },
      { body: 'b' },
      { body: 'b' },
    ])

    expect(statuses).toEqual([500, 500, 500, 200, 500, 200])
  })

  test('go on where they were after the server was started anew', async () => {
    const first = await startTestServer()
    const bin = await first.mint()
    await setRules(first, bin, {
      rules: [
        { id: 'flaky', when: '', then: { status: 418, chance: 0.5 }, seed: 3 },
        { ...failsTwice, per: 'delivery' },
      ],
    })
    const lines = Array.from({ length: 8 }, () => ({ body: 'same' }))
    const before = await statusesOf(first, bin, lines.slice(0, 3))
    const { db } = first.config
    await first.close()

    const second = await startTestServer({ db })
    const after = await statusesOf(second, bin, lines.slice(3))

    const whole = await second.mint()
    const { rules } = await getRules(second, bin)
    await setRules(second, whole, { rules })
    expect([...before, ...after]).toEqual(await statusesOf(second, whole, lines))
  })

  test('begin anew when the rule does otherwise, and not when its name or place changes', async () => {
    const bin = await server.mint()
    const given = { ...failsTwice, id: 'twice' }
    await setRules(server, bin, { rules: [given] })
    await statusesOf(server, bin, ['POST', 'POST'])

    await setRules(server, bin, {
      rules: [
        { when: 'method:PUT', then: {} },
        { ...given, name: 'Twice' },
      ],
    })
    const renamed = await statusesOf(server, bin, ['POST'])
    await setRules(server, bin, { rules: [{ ...given, when: 'method:POST' }] })
    const changed = await statusesOf(server, bin, ['POST'])

    expect(renamed).toEqual([200])
    expect(changed).toEqual([500])
  })

  test('begin anew when they are set back', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ ...failsTwice, id: 'twice' }] })
    await statusesOf(server, bin, ['POST', 'POST', 'POST'])

    const { status } = await call(server, `POST /bins/${bin.id}/rules/twice/restart`, {
      key: bin.ownerKey,
    })
    const none = await call(server, `POST /bins/${bin.id}/rules/nothing/restart`, {
      key: bin.ownerKey,
    })

    expect(status).toBe(200)
    expect(none).toMatchObject(failure(404, 'not-found'))
    expect(await statusesOf(server, bin, ['POST', 'POST', 'POST'])).toEqual([500, 500, 200])
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

test('[R3] requests that come at once, the first that a server sees of the bin, are counted one by one', async () => {
  const first = await startTestServer()
  const bin = await first.mint()
  const then = Array.from({ length: 10 }, (_, index) => ({ status: 500 + index }))
  await setRules(first, bin, { rules: [{ when: '', then }] })
  const { db } = first.config
  await first.close()
  const second = await startTestServer({ db })

  const answers = await Promise.all(then.map(() => sendTo(second, bin)))

  expect(answers.map(({ status }) => status).sort()).toEqual(then.map(({ status }) => status))
})
