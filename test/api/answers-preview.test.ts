import { describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { Rules } from '../../server/wire/rules/rules.ts'
import { call, failure } from '../support/call.ts'
import { type Keyed, sendTo, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'
import { candidate, slackHandshake, tellAnswer } from '../support/told-answers.ts'

const server = useServer()

function preview(bin: Keyed, json: unknown, key = bin.ownerKey) {
  return call(server, `POST /bins/${bin.id}/rules/preview`, { key, json })
}

describe('[R1] rules not yet saved can be tried on any request', () => {
  const rules = [{ name: 'Twice', when: 'method:POST', then: [{ status: 500 }, { status: 200 }] }]

  test('on a plain POST in a bin without any, and nothing is counted or saved', async () => {
    const bin = await server.mint()

    const first = await preview(bin, { rules })
    const again = await preview(bin, { rules })

    expect(first.json).toMatchObject({ answer: { status: 500, by: 'rule' }, rules: 'current' })
    expect(again.json.answer).toMatchObject({ rule: { turn: 1 } })
    const kept = await call(server, `GET /bins/${bin.id}/rules`, { key: bin.viewKey })
    expect(kept.json).toMatchObject({ version: 0, rules: [] })
  })

  test('at the turn a saved rule has next, a changed one its first, or the one asked for', async () => {
    const bin: MintedBin & Partial<Rules> = await server.mint()
    const saved = await setRules(server, bin, { rules })
    await sendTo(server, bin)
    const [rule] = saved.rules
    const changed = { ...rule, then: [{ status: 503 }, { status: 204 }] }

    const asSaved = await preview(bin, {})
    const asChanged = await preview(bin, { rules: [changed] })
    const asked = await preview(bin, { rules: [changed], turn: 9 })
    await sendTo(server, bin)

    expect(asSaved.json.answer).toMatchObject({ status: 200, rule: { turn: 2, step: 1 } })
    expect(asChanged.json.answer).toMatchObject({ status: 503, rule: { turn: 1 } })
    expect(asked.json.answer).toMatchObject({ status: 204, rule: { turn: 9 } })
    expect((await tellAnswer(server, bin, 2)).answer?.rule).toMatchObject({ turn: 2 })
  })

  test('against the request that is named, with what its template finds there', async () => {
    const bin = await server.mint()
    await sendTo(server, bin, 'POST', slackHandshake)
    await sendTo(server, bin, 'POST /later')
    const template = { template: true, body: '{{body.challenge}}{{path}}' }
    const mine = { when: '', then: template }

    const newest = await preview(bin, { rules: [mine] })
    const handshake = await preview(bin, { rules: [mine], seq: 1 })
    const over = await preview(bin, { rules: [{ ...mine, overrides: ['handshake'] }], seq: 1 })
    const none = await preview(bin, { rules: [mine], seq: 7 })

    expect(newest.json.sent.body.text).toBe('[missing: body.challenge]/later')
    expect(newest.json.answer.missing).toEqual(['body.challenge'])
    expect(handshake.json.answer.by).toBe('handshake')
    expect(over.json.sent.body.text).toBe('3eZbrw1')
    expect(none).toMatchObject(failure(404, 'not-found'))
  })

  test('chances are taken to strike, and it says so', async () => {
    const bin = await server.mint()
    const flaky = { when: '', then: { status: 500, chance: 0.001 }, seed: 1 }

    const { json } = await preview(bin, { rules: [flaky] })

    expect(json.answer.status).toBe(500)
    expect(candidate(json, 'Every request')?.why).toContain(
      'This assumes that its chance of 0.1 % strikes; at this turn it does not.',
    )
  })

  test('what passes answers through may answer instead', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { passThrough: { timeoutMs: 5_000 } })

    const { json } = await preview(bin, { default: { status: 204 } })

    expect(json.answer.status).toBe(204)
    expect(candidate(json, 'Pass-through')?.outcome).toBe('open')
  })

  test('wrong ones are refused as when they are saved', async () => {
    const bin = await server.mint()

    const wrong = await preview(bin, { rules: [{ when: 'method:', then: { status: 99 } }] })

    expect(wrong).toMatchObject(failure(400, 'bad-request'))
    expect(wrong.json.error.flaws.map(({ path }: { path: unknown }) => path)).toEqual([
      ['rules', 0, 'when'],
      ['rules', 0, 'then', 'status'],
    ])
  })

  test('the view key is told too, as nothing changes', async () => {
    const bin = await server.mint()
    const rules = [{ when: '', then: [{ status: 500 }, { status: 200 }] }]

    await preview(bin, { rules }, bin.viewKey)
    const { status, json } = await preview(bin, { rules }, bin.viewKey)

    expect([status, json.answer.rule.turn, json.sent.status]).toEqual([200, 1, 500])
    const kept = await call(server, `GET /bins/${bin.id}/rules`, { key: bin.viewKey })
    expect(kept.json.version).toBe(0)
  })
})
