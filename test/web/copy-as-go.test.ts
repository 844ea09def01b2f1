import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toGo } from '../../web/text/copy-as/go.ts'
import {
  bytesOf,
  isOnPath,
  type Received,
  type Recorder,
  run,
  startRecorder,
  textOf,
  type Wanted,
} from './copy-as-recorder.ts'

const hasGo = isOnPath('go') && spawnSync('go', ['version']).status === 0

let recorder: Recorder
const folder = mkdtempSync(join(tmpdir(), 'copy-as-'))
beforeAll(async () => {
  recorder = await startRecorder()
})
afterAll(() => {
  recorder.close()
  rmSync(folder, { recursive: true })
})

function send(wanted: Wanted): Promise<Received> {
  writeFileSync(join(folder, 'main.go'), textOf(toGo(recorder.inputFor(wanted))))
  return recorder.record(() => run('go', ['run', 'main.go'], '', folder))
}

const sortByName = (headers: Received['headers']) =>
  [...headers].sort(([a], [b]) => (a < b ? -1 : Number(a > b)))

const everyByte = Uint8Array.from({ length: 256 }, (_, index) => index)
const samples: [string, Wanted][] = [
  ['an ordinary request', { path: '/orders', query: 'a=1', body: bytesOf('{"a":"\\n"}\n') }],
  [
    'odd address, headers and text',
    {
      method: 'M-SEARCH',
      path: "/a/../b%2fc/%zz/{x}/it's",
      query: '?q=%zz&e=[a]"',
      headers: [
        ['x-sig', '"\\`\xe9\xff'],
        ['X-Dup', 'one'],
        ['X-Dup', 'two'],
        ['user-agent', 'lower/1'],
        ['Accept-Encoding', 'br'],
      ],
      body: bytesOf('`\0\r\n\ufeff\u2028 \u{e0001} "x"'),
    },
  ],
  ['bytes that are no text, with GET', { method: 'GET', body: everyByte }],
]

describe.runIf(hasGo)('with go', () => {
  test.each(samples)('a program sends %s as captured', { timeout: 120_000 }, async (_, wanted) => {
    const received = await send(wanted)

    expect(received.method).toBe(wanted.method ?? 'POST')
    expect(received.target).toBe(recorder.targetOf(wanted))
    expect(sortByName(received.headers)).toEqual(sortByName(wanted.headers ?? []))
    expect(received.body.equals(wanted.body ?? new Uint8Array())).toBe(true)
  })

  test('a long body is read from its file', { timeout: 120_000 }, async () => {
    const body = new Uint8Array(1_000_001).fill(0xfe)
    writeFileSync(join(folder, 'demo-1.bin'), body)

    expect((await send({ body })).body.equals(body)).toBe(true)
  })
})

test('a program says what net/http does to the headers', () => {
  const headers = [
    ['User-Agent', 'a'],
    ['User-Agent', 'b'],
  ] as const

  const text = textOf(toGo(recorder.inputFor({ headers })))

  expect(text).toContain('sorted by name')
  expect(text).toContain('one User-Agent at most')
})
