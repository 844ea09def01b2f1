import { describe, expect, test } from 'vitest'
import { readRequest } from '../support/read.ts'
import { sendTo, setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

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
