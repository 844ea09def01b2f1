import { describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { Rules } from '../../server/wire/rules/rules.ts'
import type { Candidate, ToldAnswer } from '../../server/wire/told-answers.ts'
import { call, failure } from '../support/call.ts'
import { connectRelay } from '../support/relay.ts'
import { type Keyed, sendTo, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

async function tell(bin: Pick<MintedBin, 'id' | 'viewKey'>, seq = 1): Promise<ToldAnswer> {
  const path = `/bins/${bin.id}/requests/${seq}/answer`
  const { status, json } = await call(server, `GET ${path}`, { key: bin.viewKey })
  expect(status).toBe(200)
  return json
}

function preview(bin: Keyed, json: unknown, key = bin.ownerKey) {
  return call(server, `POST /bins/${bin.id}/rules/preview`, { key, json })
}

/** Who answered, and the outcomes of all in order. */
function outcomes({ candidates }: ToldAnswer) {
  return {
    by: candidates.find(({ outcome }) => outcome === 'answered')?.name,
    all: candidates.map(({ outcome }) => outcome).join(' '),
  }
}

function candidate({ candidates }: ToldAnswer, name: string): Candidate | undefined {
  return candidates.find((one) => one.name === name)
}

const slack = {
  headers: { 'Content-Type': 'application/json' },
  body: '{"token":"Jhj5dZrVaK7ZwHHjRyZWjbDl","challenge":"3eZbrw1","type":"url_verification"}',
}
const preflight = {
  headers: { Origin: 'https://a.test', 'Access-Control-Request-Method': 'POST' },
}

describe('[R4] a request tells who answered, why not the others, and what was sent', () => {
  test('a rule, with what it sent to the byte, whatever the rules are since', async () => {
    const bin = await server.mint()
    const { rules } = await setRules(server, bin, {
      rules: [
        { name: 'Gone', when: 'method:DELETE', then: { status: 410 } },
        { name: 'Off', off: true, when: '', then: {} },
        {
          name: 'Made',
          when: 'path:/orders/*',
          then: {
            status: 201,
            reason: 'Made It',
            template: true,
            headers: [['X-Id', '{{body.id}}']],
            body: '{"seq":{{seq}},"turn":{{turn}},"id":"{{uuid}}","now":"{{now}}","old":"{{query.old}}"}',
          },
        },
        { name: 'Below', when: '', then: {} },
      ],
    })
    const sent = await sendTo(server, bin, 'POST /orders/5', { body: '{"id":"o_5"}' })
    const before = await tell(bin)
    await setRules(server, bin, { rules: [], default: { status: 404 } })

    const told = await tell(bin)

    expect(before.rules).toBe('current')
    expect(told).toEqual({ ...before, rules: 'changed' })
    expect(outcomes(told)).toEqual({
      by: 'Made',
      all: 'passed-over passed-over passed-over passed-over passed-over answered not-asked not-asked',
    })
    expect(candidate(told, 'Gone')).toMatchObject({
      id: rules[0]?.id,
      place: 1,
      why: 'It wants requests whose method is “DELETE”; here it is “POST”.',
    })
    expect(told.sent).toMatchObject({ status: 201, reason: 'Made It' })
    expect(told.sent?.body).toEqual({
      text: sent.text,
      size: sent.text.length,
      sent: sent.text.length,
      isCut: false,
    })
    const received = [...sent.headers].filter(
      ([name]) => !['date', 'connection', 'keep-alive'].includes(name),
    )
    const toldHeaders = told.sent?.headers.map(([name, value]) => [name.toLowerCase(), value])
    expect(toldHeaders?.toSorted()).toEqual(received.toSorted())
    expect(told.sent?.added).toContain('Content-Security-Policy')
    expect(told.answer?.missing).toEqual(['query.old'])
  })

  test('the default, the echo, and a binary body cut where it is long', async () => {
    const bin = await server.mint()
    const large = 'ä'.repeat(150_000)
    await sendTo(server, bin)
    await setRules(server, bin, {
      rules: [
        { when: 'q.echo:*', then: { echo: true } },
        { when: 'q.binary:*', then: { bodyBase64: '/wD+' } },
      ],
      default: { status: 404, body: 'Nobody.' },
    })
    await sendTo(server, bin, 'POST ?echo=1', { body: large })
    await sendTo(server, bin, 'POST ?binary=1')
    await sendTo(server, bin)

    const [own, echoed, binary, last] = await Promise.all([1, 2, 3, 4].map((seq) => tell(bin, seq)))

    expect(own).toMatchObject({ rules: 'changed', sent: { body: { text: '{"ok":true}' } } })
    expect(own && outcomes(own).all).toBe('passed-over passed-over passed-over answered')
    expect(echoed?.sent?.body).toMatchObject({ size: 300_000, sent: 300_000, isCut: true })
    expect(echoed?.sent?.body.text).toBe('ä'.repeat(131_072))
    expect(binary?.sent?.body).toEqual({ size: 3, sent: 3, base64: '/wD+', isCut: false })
    expect(last).toMatchObject({ rules: 'current', sent: { status: 404 } })
    expect(last && outcomes(last).by).toBe('Default')
  })

  test('a rule whose chance did not strike, and the one below it', async () => {
    const bin = await server.mint()
    // Drawn from the seed: the first turn misses.
    await setRules(server, bin, {
      rules: [
        { name: 'Flaky', when: '', then: { status: 500, chance: 0.001 }, seed: 1 },
        { name: 'Fine', when: '', then: { status: 202 } },
      ],
    })
    await sendTo(server, bin)

    const told = await tell(bin)

    expect(outcomes(told).by).toBe('Fine')
    expect(candidate(told, 'Flaky')?.why).toBe(
      'It fits, but its chance of 0.1 % did not strike at turn 1.',
    )
  })

  test('what was broken off: how much of it was sent, or nothing', async () => {
    const bin = await server.mint()
    await setRules(server, bin, {
      rules: [
        { when: 'q.reset:*', then: { end: 'reset' } },
        { when: '', then: { body: '123456789', end: 'truncate' } },
      ],
    })
    await sendTo(server, bin, 'POST ?reset=1').catch(() => {})
    await sendTo(server, bin).catch(() => {})

    const [reset, truncated] = [await tell(bin, 1), await tell(bin, 2)]

    expect(reset).toMatchObject({
      sent: null,
      untold: 'Nothing was sent: the connection was reset.',
    })
    expect(truncated.sent?.body).toMatchObject({ size: 9, sent: 4, text: '123456789' })
  })

  test('rules that are no longer kept: what the record says, and no more', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [{ name: 'Old', when: '', then: { status: 418 } }] })
    await sendTo(server, bin)
    const large = { when: '', then: { body: 'x'.repeat(250_000) } }
    for (let version = 2; version <= 7; version++) {
      await setRules(server, bin, { rules: [large, large] })
    }

    const told = await tell(bin)

    expect(told).toMatchObject({
      rules: 'not-kept',
      sent: null,
      untold: 'What was sent is not kept: version 1 of the rules is gone.',
    })
    expect(outcomes(told).by).toBe('Old')
  })

  test('a request that did not arrive whole', async () => {
    const bin = await server.mint()
    await sendTo(server, bin, 'POST', { body: 'x'.repeat(server.config.maxBodyBytes + 1) }).catch(
      () => {},
    )
    await expect.poll(async () => (await tell(bin)).answer?.status).toBe(413)

    const told = await tell(bin)

    expect(told.sent?.body.text).toContain('"too-large"')
    expect(candidate(told, 'Default')?.outcome).toBe('answered')
  })

  test('the view key may read it, a stranger may not, and there is none of a request that is not there', async () => {
    const bin = await server.mint()
    const path = `GET /bins/${bin.id}/requests/1/answer`

    expect(await call(server, path)).toMatchObject(failure(401, 'unauthorized'))
    expect(await call(server, path, { key: bin.viewKey })).toMatchObject(failure(404, 'not-found'))
  })
})

describe('[R1] precedence is handshake, preflight, pass-through, rules, default', () => {
  const all = { name: 'All', when: '', then: { status: 418 } }

  test('a handshake comes before rules, and its answer can be told again', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [all] })
    await sendTo(server, bin, 'POST', slack)

    const told = await tell(bin)

    expect(outcomes(told)).toEqual({
      by: 'Handshake',
      all: 'answered passed-over not-asked not-asked not-asked',
    })
    expect(told.sent?.body.text).toBe('3eZbrw1')
  })

  test('one that takes a secret is not told again', async () => {
    const bin = await server.mint()
    const key = bin.ownerKey
    await call(server, `PUT /bins/${bin.id}/secrets/x-twitter`, {
      key,
      json: { secrets: [{ secret: 'consumer' }] },
    })
    const probe = '?crc_token=challenge_string&nonce=abc'
    await sendTo(server, bin, `GET ${probe}`)

    const told = await tell(bin)

    expect(told).toMatchObject({ answer: { by: 'handshake' }, sent: null })
    expect(told.untold).toContain('not kept')
  })

  test('where handshakes are switched off, rules answer, and it says so', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [all], handshakes: false })
    await sendTo(server, bin, 'POST', slack)

    const told = await tell(bin)

    expect(outcomes(told).by).toBe('All')
    expect(candidate(told, 'Handshake')?.why).toBe(
      'Slack validates the URL with it, but handshakes were switched off.',
    )
  })

  test('a preflight comes before rules, unless one comes before it', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [all] })
    await sendTo(server, bin, 'OPTIONS', preflight)
    await setRules(server, bin, { rules: [{ ...all, overrides: ['preflight'] }] })
    await sendTo(server, bin, 'OPTIONS', preflight)

    const [usual, overridden] = [await tell(bin, 1), await tell(bin, 2)]

    expect(outcomes(usual).by).toBe('CORS preflight')
    expect(usual.sent?.status).toBe(204)
    expect(usual.sent?.headers).toContainEqual(['Access-Control-Allow-Methods', 'POST'])
    expect(candidate(usual, 'All')?.why).toBe('CORS preflights come before it.')
    expect(outcomes(overridden).by).toBe('All')
    expect(candidate(overridden, 'CORS preflight')?.why).toContain('rule 1 comes before')
  })

  test("the own server's answer comes before rules, where a relay brings it", async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [all], passThrough: { timeoutMs: 60_000 } })
    await sendTo(server, bin)
    const relay = connectRelay(server, bin, { work: (job) => job.answer({ status: 201 }) })
    await relay.told('welcome')
    await sendTo(server, bin)
    await setRules(server, bin, { rules: [{ ...all, overrides: ['pass-through'] }] })
    await sendTo(server, bin)
    await expect.poll(async () => (await tell(bin, 2)).answer?.by).toBe('relay')

    const [alone, relayed, overridden] = await Promise.all([1, 2, 3].map((seq) => tell(bin, seq)))

    expect(alone && candidate(alone, 'Pass-through')).toMatchObject({
      outcome: 'passed-over',
      why: 'No relay was connected, so the bin answered.',
    })
    expect(alone && outcomes(alone).by).toBe('All')
    expect(relayed && outcomes(relayed).by).toBe('Pass-through')
    expect(relayed && candidate(relayed, 'All')?.why).toBe(
      'It fits, and counts this as its 2nd request, but your own server answered instead.',
    )
    expect(relayed).toMatchObject({ rules: 'changed', sent: null, delivery: expect.any(String) })
    expect(overridden && candidate(overridden, 'Pass-through')?.why).toBe('Rule 1 comes before it.')
  })
})

describe('[P3] a rule can override a handshake', () => {
  test.each<[string, string, { headers?: Record<string, string>; body?: string }]>([
    ['Slack', 'POST', slack],
    ['Meta', 'GET ?hub.mode=subscribe&hub.challenge=1158201444&hub.verify_token=x', {}],
    ['Microsoft Graph', 'POST ?validationToken=hello', {}],
  ])('[P3] of %s, and tells so', async (label, line, what) => {
    const bin = await server.mint()
    const other = { name: 'Others', when: '-is:handshake', then: { status: 500 } }
    const mine = {
      name: 'Mine',
      when: 'is:handshake',
      then: { status: 403, body: 'No.' },
      overrides: ['handshake'],
    } as const

    await setRules(server, bin, { rules: [{ ...other, overrides: ['handshake'] }] })
    const usual = await sendTo(server, bin, line, what)
    await setRules(server, bin, { rules: [other, mine] })
    const answer = await sendTo(server, bin, line, what)

    expect(usual.status).toBe(200)
    expect([answer.status, answer.text]).toEqual([403, 'No.'])
    const told = await tell(bin, 2)
    expect(outcomes(told).by).toBe('Mine')
    expect(candidate(told, 'Handshake')?.why).toBe(
      `${label} validates the URL with it, but rule 2 comes before handshakes.`,
    )
    expect(candidate(told, 'Others')?.why).toBe('Handshakes come before it.')
  })
})

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
    expect((await tell(bin, 2)).answer?.rule).toMatchObject({ turn: 2 })
  })

  test('against the request that is named, with what its template finds there', async () => {
    const bin = await server.mint()
    await sendTo(server, bin, 'POST', slack)
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
