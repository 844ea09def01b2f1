// What the report on retries says of senders that were redirected.

import { expect, test } from 'vitest'
import { presets } from '../../server/wire/rules/presets.ts'
import type { RetryReport } from '../../server/wire/rules/report/retry-report.ts'
import type { GivenRule } from '../../server/wire/rules/rules.ts'
import { call } from '../support/call.ts'
import { setRules } from '../support/rules.ts'
import { useServer } from '../support/server.ts'

const server = useServer()

/** A bin that redirects by such a rule, and what is reported of its sender. */
async function redirecting(...rules: readonly GivenRule[]) {
  const bin = await server.mint()
  await setRules(server, bin, { rules })
  const send = (body: string, redirect: RequestRedirect, path = '') =>
    fetch(bin.captureUrl + path, { method: 'POST', body, redirect })
  const ask = async (query = '') => {
    const line = `GET /bins/${bin.id}/rules/${rules[0]?.id}/report${query}`
    return call(server, line, { key: bin.viewKey })
  }
  const report = async () => {
    const { senders } = (await ask()).json as RetryReport
    return senders[0] ?? expect.unreachable()
  }
  return { bin, send, ask, report }
}

const to = (status: number, location: string): GivenRule => ({
  id: 'moved',
  when: 'path:/old',
  then: { status, headers: [['Location', location]] },
})

test('[R3] a sender that follows the redirect of the preset is seen to, and makes no attempt with it', async () => {
  const preset = presets.find(({ id }) => id === 'redirect') ?? expect.unreachable()
  const { send, ask, report } = await redirecting({ ...preset.make(0), id: 'moved' })
  await send('one', 'follow')
  await send('two', 'manual')

  const { redirects, summary, events, attempts } = await report()
  const markdown = await ask('?format=markdown')

  expect(attempts).toBe(2)
  expect(redirects).toEqual({ followed: 1, notFollowed: 1, elsewhere: 0, untold: 0 })
  expect(events.map((event) => event.attempts[0]?.redirect)).toEqual([
    { location: '?redirected=1', followed: 'no', seq: null },
    { location: '?redirected=1', followed: 'yes', seq: 2 },
  ])
  expect(summary).toContain('follows redirects 1 of 2 times')
  expect(markdown.text).toContain('302, followed: #2')
})

test.each([
  307, 308, 303, 301,
])('[R3] a %i to a whole URL of the bin is seen to be followed', async (status) => {
  const bin = await server.mint()
  await setRules(server, bin, { rules: [to(status, `${bin.captureUrl}/new?a=b`)] })

  await fetch(`${bin.captureUrl}/old`, { method: 'POST', body: 'x' })

  const { json } = await call(server, `GET /bins/${bin.id}/rules/moved/report`, {
    key: bin.viewKey,
  })
  expect(json.senders[0].events[0].attempts).toMatchObject([
    { answer: String(status), redirect: { followed: 'yes', seq: 2 } },
  ])
  expect(json.senders[0]).toMatchObject({ eventCount: 1 })
})

test.each([
  ['elsewhere', 'https://elsewhere.test/in/x', 'elsewhere', /out of the bin .* cannot be seen/],
  ['where it went already', '?', 'untold', /it cannot be told .* a retry looks the same/],
  ['a place that another request went to', '/in/other/new', 'elsewhere', /cannot be seen/],
])('[R3] of a redirect to %s nothing is claimed', async (_, location, followed, said) => {
  const { send, report } = await redirecting(to(307, location))
  await send('x', 'manual', '/old')
  await send('x', 'manual', '/old')
  await send('another', 'manual', '/new')

  const { summary, remarks, events } = await report()

  expect(events[0]?.attempts.map(({ redirect }) => redirect?.followed)).toEqual([
    followed,
    followed,
  ])
  expect(summary).not.toContain('redirect')
  expect(remarks.join()).toMatch(said)
})
