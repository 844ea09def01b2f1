import { describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call } from '../support/call.ts'
import { connectRelay } from '../support/relay.ts'
import { sendTo, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'
import { candidate, outcomes, slackHandshake, tellAnswer } from '../support/told-answers.ts'

const server = useServer()
const tell = (bin: MintedBin, seq?: number) => tellAnswer(server, bin, seq)

const preflight = {
  headers: { Origin: 'https://a.test', 'Access-Control-Request-Method': 'POST' },
}

describe('[R1] precedence is handshake, preflight, pass-through, rules, default', () => {
  const all = { name: 'All', when: '', then: { status: 418 } }

  test('a handshake comes before rules, and its answer can be told again', async () => {
    const bin = await server.mint()
    await setRules(server, bin, { rules: [all] })
    await sendTo(server, bin, 'POST', slackHandshake)

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
    await sendTo(server, bin, 'POST', slackHandshake)

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
    ['Slack', 'POST', slackHandshake],
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
