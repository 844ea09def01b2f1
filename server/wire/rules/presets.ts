// Rules that are wanted again and again, each by name: a sender's first tries at failure, without writing one.

import type { GivenRule } from './rules.ts'

export interface Preset {
  /** Also the id of the rule, so that it is found again and taken away. */
  readonly id: string
  readonly name: string
  /** What the sender meets, in a sentence. */
  readonly what: string
  /** `now` in milliseconds since 1970, for those of limited time. */
  make(now: number): PresetRule
}

export type PresetRule = GivenRule & { readonly id: string; readonly name: string }

export const presets: readonly Preset[] = [
  preset('always-200', 'Always 200', 'Every request is accepted.', {
    then: { status: 200, body: '{"ok":true}' },
  }),
  preset(
    'fail-twice',
    'Fail twice, then succeed',
    'Each delivery gets 500 twice; its third attempt is accepted.',
    {
      then: [{ status: 500 }, { status: 500 }, { status: 200, body: '{"ok":true}' }],
      per: 'delivery',
    },
  ),
  preset('slow-5s', 'Slow: 5 s', 'Accepted after 5 seconds: at the limit of impatient senders.', {
    then: { status: 200, delayMs: 5_000 },
  }),
  preset(
    'slow-30s',
    'Slow: 30 s',
    'Accepted after 30 seconds: most senders have given up by then.',
    {
      then: { status: 200, delayMs: 30_000 },
    },
  ),
  preset('flaky', 'Flaky: 20 %', 'One request in five gets 500, the others what comes below.', {
    then: { status: 500, chance: 0.2 },
  }),
  preset(
    'rate-limited',
    'Rate limited',
    'Each delivery gets 429 with Retry-After once, then it is accepted.',
    {
      then: [
        { status: 429, headers: [['Retry-After', '10']], body: '{"error":"too many requests"}' },
        { status: 200, body: '{"ok":true}' },
      ],
      per: 'delivery',
    },
  ),
  preset('gone', 'Gone', '410 says that the endpoint is no more: good senders stop for ever.', {
    then: { status: 410 },
  }),
  preset(
    'redirect',
    'Redirect',
    '302 to the same address with redirected=1 in its query, answered normally: does the sender follow?',
    {
      // What follows the redirect must not be redirected again.
      when: '-q.redirected:*',
      then: { status: 302, headers: [['Location', '?redirected=1']] },
    },
  ),
  preset('echo', 'Echo', "The answer is the request's own body, with its content type.", {
    then: { status: 200, echo: true },
  }),
  {
    id: 'maintenance',
    name: 'Maintenance: 1 hour',
    what: '503 with Retry-After during the next hour, then as before.',
    make(now) {
      const end = now + hourMs
      return {
        id: 'maintenance',
        name: 'Maintenance: 1 hour',
        when: `at:${minute(now)}..${minute(end)}`,
        then: {
          status: 503,
          headers: [['Retry-After', new Date(end).toUTCString()]],
          body: 'Down for maintenance.',
        },
      }
    },
  },
  preset('hang', 'Hang', 'The connection stays open and no answer comes: when does it give up?', {
    then: { end: 'hang' },
  }),
  preset('reset', 'Connection reset', 'The connection is torn down without an answer.', {
    then: { end: 'reset' },
  }),
]

const hourMs = 3_600_000

/** `2026-01-31T22:00Z`, which in a filter is the whole minute. */
function minute(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}Z`
}

function preset(
  id: string,
  name: string,
  what: string,
  rule: Omit<GivenRule, 'id' | 'name' | 'when'> & Partial<Pick<GivenRule, 'when'>>,
): Preset {
  return { id, name, what, make: () => ({ when: '', ...rule, id, name }) }
}
