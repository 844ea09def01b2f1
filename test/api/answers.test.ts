import { describe, expect, test } from 'vitest'
import type { MintedBin } from '../../server/wire/bins.ts'
import { call, failure } from '../support/call.ts'
import { sendTo, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'
import { candidate, outcomes, tellAnswer } from '../support/told-answers.ts'

const server = useServer()
const tell = (bin: MintedBin, seq?: number) => tellAnswer(server, bin, seq)

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
