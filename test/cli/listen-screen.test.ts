import { describe, expect, test } from 'vitest'
import {
  type ListenAction,
  type ListenModel,
  newListenModel,
  update,
} from '../../server/cli/listen-model.ts'
import { screenLines } from '../../server/cli/listen-screen.ts'
import { cellsOf, inColour, plain } from '../../server/cli/terminal-text.ts'
import type { DeliveryOutcome } from '../../server/wire/deliveries.ts'
import type { BinId } from '../../server/wire/ids.ts'
import type { RelayDeliver, RelayReport } from '../../server/wire/relay.ts'
import type { CapturedRequest } from '../../server/wire/requests.ts'
import { capturedRequest } from '../relay/captured-request.ts'

const start = new Date(2026, 0, 2, 14, 3, 5).getTime()
const stripe = { id: 'stripe', label: 'Stripe', event: 'invoice.paid', deliveryId: null }
const ok: DeliveryOutcome = {
  type: 'response',
  status: 200,
  statusText: 'OK',
  headers: [],
  body: { size: 0, truncated: false },
}
const refused: DeliveryOutcome = {
  type: 'error',
  code: 'refused',
  message: 'Nothing is listening on localhost:3000.',
}

const welcome: ListenAction = {
  type: 'welcome',
  isNewBin: false,
  welcome: {
    type: 'welcome',
    version: 1,
    bin: 'my-shop' as BinId,
    binCreatedAt: 1,
    captureUrl: 'https://hooks.test/in/my-shop',
    inspectUrl: 'https://hooks.test/b/my-shop',
    after: 10,
    waiting: 0,
    missed: 0,
  },
}
const connected: ListenAction = { type: 'connection', connection: { type: 'connected' } }

function after(actions: readonly ListenAction[], from?: ListenModel): ListenModel {
  const fresh = newListenModel('my-shop', [
    { filter: '', url: 'http://localhost:3000/' },
    { filter: 'provider:stripe', url: 'http://localhost:3001/stripe' },
  ])
  return actions.reduce((model, action) => update(model, action, start), from ?? fresh)
}

function begun(request: Partial<CapturedRequest>, parts: Partial<RelayDeliver> = {}): ListenAction {
  const { seq = 1 } = request
  const delivery: RelayDeliver = {
    type: 'deliver',
    id: `d${seq}`,
    kind: 'new',
    request: capturedRequest(request),
    bodySize: 0,
    ...parts,
  }
  return { type: 'started', delivery, isRepeat: false }
}

function done(seq: number, outcome: DeliveryOutcome, totalMs = 12): ListenAction {
  const report: RelayReport = {
    id: `d${seq}`,
    seq,
    createdAt: start,
    target: 'http://localhost:3000/',
    request: { method: 'POST', url: 'http://localhost:3000/', headers: [], bodySize: 0 },
    dropped: [],
    outcome,
    timings: { dnsMs: null, connectMs: null, firstByteMs: null, totalMs },
  }
  const request = capturedRequest({ seq })
  const delivery: RelayDeliver = {
    type: 'deliver',
    id: `d${seq}`,
    kind: 'new',
    request,
    bodySize: 0,
  }
  return { type: 'ended', delivery, report, isKnown: false }
}

function shown(model: ListenModel, columns = 100, lines = 14, now = start): readonly string[] {
  return screenLines(model, { columns, lines }, plain, now).map((line) => line.trimEnd())
}

const status = (model: ListenModel, now = start) => shown(model, 100, 14, now).at(-2)

describe('the screen', () => {
  test('has where to send to, a line for each request, and the state it is in', () => {
    const model = after([
      welcome,
      connected,
      begun({ seq: 9, method: 'POST', path: '/stripe', provider: stripe }),
      done(9, ok),
      begun({ seq: 10, method: 'DELETE', path: '/orders/5', query: 'a=1' }),
      done(10, refused, 1234),
      begun({ seq: 11, method: 'GET' }),
    ])

    expect(shown(model, 100, 14, start + 3_000)).toEqual([
      ' Capture  https://hooks.test/in/my-shop',
      ' Inspect  https://hooks.test/b/my-shop',
      ' To       http://localhost:3000/',
      '          http://localhost:3001/stripe  for provider:stripe',
      '',
      '  14:03:05   #9  POST    /stripe        invoice.paid  200       12 ms',
      '  14:03:05  #10  DELETE  /orders/5?a=1                refused 1234 ms',
      '  14:03:05  #11  GET     /                            …       3000 ms',
      '',
      '',
      '',
      '',
      ' ● Connected · 2 delivered, 1 failed',
      ' r replay  ↑↓ select  ⏎ replay selected  o open  p pause  ? help  q quit',
    ])
  })

  test('says what went wrong with the latest request, or the selected one', () => {
    const model = after([welcome, connected, begun({ seq: 1 }), done(1, ok), begun({ seq: 2 })])
    const failed = after([done(2, refused)], model)
    const selected = after(
      [
        { type: 'select', by: -1 },
        { type: 'select', by: -1 },
      ],
      failed,
    )

    expect(shown(failed).at(-3)).toBe(' #2: Nothing is listening on localhost:3000.')
    expect(shown(selected).at(-3)).toBe(' #1: 200 OK from http://localhost:3000/')
    expect(shown(selected).filter((line) => line.startsWith('›'))).toEqual([
      expect.stringContaining('#1'),
    ])
  })

  test('selection leaves the list below its end, and stays at its beginning', () => {
    const model = after([welcome, begun({ seq: 1 }), begun({ seq: 2 })])
    const up = [1, 2, 3].map((): ListenAction => ({ type: 'select', by: -1 }))
    const down = [1, 2].map((): ListenAction => ({ type: 'select', by: 1 }))

    expect(after(up, model).selected).toBe('d1')
    expect(after([...up, ...down], model).selected).toBeUndefined()
  })

  test.each([
    [100, 24],
    [56, 14],
    [30, 8],
    [12, 3],
    [200, 1],
  ])('of %d by %d holds no more than that, whatever was captured', (columns, lines) => {
    const requests = Array.from({ length: 40 }, (_, index) =>
      begun({ seq: index + 1, path: '/日本語/\x1b[2J/🎉'.repeat(9), provider: stripe }),
    )
    const model = after([welcome, connected, ...requests])

    const drawn = shown(model, columns, lines)

    expect(drawn.length).toBeLessThanOrEqual(lines)
    // Eight cells of path are the least; a terminal narrower than that cuts lines itself.
    if (columns >= 56) for (const line of drawn) expect(cellsOf(line)).toBeLessThanOrEqual(columns)
  })

  test('[A3] nothing captured reaches the terminal as a command', () => {
    const path = '/\x1b]0;owned\x07\x9b31m\u202e/\r\n'
    const event = '\x1b[2Jpaid'
    const model = after([
      welcome,
      connected,
      begun({ path, method: 'PO\x1bST', provider: { ...stripe, event } }),
      done(1, { type: 'error', code: 'failed', message: '\x1b[2J' }),
    ])

    const text = shown(model).join('')

    expect(text).toContain('/␛]0;owned␇�31m�/␍␊')
    expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u)
  })

  test('colours are added to words, never instead of them', () => {
    const model = after([welcome, connected, begun({ seq: 1 }), done(1, ok)])

    const painted = screenLines(model, { columns: 100, lines: 14 }, inColour, start).join('\n')

    const codes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g')
    expect(painted).toMatch(codes)
    expect(
      painted
        .replace(codes, '')
        .split('\n')
        .map((line) => line.trimEnd()),
    ).toEqual(shown(model))
  })
})

describe('the status says', () => {
  const welcomedWith = (parts: object): ListenAction =>
    ({ ...welcome, welcome: { ...welcome.welcome, ...parts } }) as ListenAction

  test('how far it has caught up, until it has', () => {
    const behind = after([welcomedWith({ waiting: 40 }), connected])
    const further = after([{ type: 'done', upTo: 22 }], behind)
    const there = after([{ type: 'done', upTo: 50 }], further)

    expect([behind, further, there].map((model) => status(model))).toEqual([
      ' ● Catching up: 0 of 40',
      ' ● Catching up: 12 of 40',
      ' ● Connected',
    ])
  })

  test('when it tries again, and why it has to', () => {
    const why = 'No Hooklens server runs at http://localhost:4665.'
    const connection = { type: 'waiting', retryAt: start + 2_400, why } as const
    const model = after([welcome, { type: 'connection', connection }])

    expect(status(model)).toBe(` ○ Reconnecting in 3 s. ${why}`)
    expect(status(model, start + 2_000)).toBe(` ○ Reconnecting in 1 s. ${why}`)
  })

  test('that it is paused, or about to end', () => {
    const paused = after([welcome, connected, { type: 'paused', isPaused: true }])
    const ending = after([welcome, connected, begun({ seq: 1 }), { type: 'ending' }])

    expect(status(paused)).toBe(' ○ Paused: new requests wait at the server')
    expect(status(ending)).toBe(' ○ Finishing 1 delivery. Ctrl-C again stops at once.')
  })

  test('what is gone for good, and that a bin is another one', () => {
    const missed = after([welcomedWith({ missed: 3 })])
    const renewed = after([{ ...welcome, isNewBin: true } as ListenAction])

    expect(shown(missed).at(-3)).toBe(
      ' 3 undelivered requests are gone: deleted, or dropped to make room.',
    )
    expect(shown(renewed).at(-3)).toBe(' The bin was made anew, so this begins at its beginning.')
  })
})
