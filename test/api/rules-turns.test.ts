import { describe, expect, test } from 'vitest'
import { call, failure } from '../support/call.ts'
import { getRules, sendTo, setRules, statusesOf } from '../support/rules.ts'
import { startTestServer, useServer } from '../support/server.ts'

const server = useServer()

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

  test('of requests that come at once, the first that a server sees of the bin, are counted one by one', async () => {
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
})
