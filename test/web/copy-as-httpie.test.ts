import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { toHttpie } from '../../web/text/copy-as/httpie.ts'
import {
  anyRequest,
  bytesOf,
  type Received,
  type Recorder,
  run,
  startRecorder,
  textOf,
  type Wanted,
} from './copy-as-recorder.ts'

const version = spawnSync('http', ['--version'], { encoding: 'utf8' }).stdout
/** `--raw` is as old as HTTPie 3. */
const hasHttpie = /^[3-9]\./.test(version ?? '')

let recorder: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

function send(wanted: Wanted, cwd?: string): Promise<Received> {
  const command = textOf(toHttpie(recorder.inputFor(wanted)))
  return recorder.record(() => run('bash', [], command, cwd))
}

/** Names in one case and sorted, the values of each in order. */
function sorted(headers: readonly HeaderPair[]): HeaderPair[] {
  return headers
    .map(([name, value]): HeaderPair => [name.toLowerCase(), value])
    .sort(([a], [b]) => (a < b ? -1 : Number(a > b)))
}

describe.runIf(hasHttpie)('with HTTPie', () => {
  test(
    'a command sends what was captured, but for what its comments say',
    { timeout: 120_000 },
    async () => {
      const requests = anyRequest.filter(({ method }) => method !== 'M-SEARCH')
      await fc.assert(
        fc.asyncProperty(requests, async (wanted) => {
          const command = textOf(toHttpie(recorder.inputFor(wanted)))
          const left = /^# HTTPie cannot send the values of: (.*)$/m.exec(command)?.[1]?.split(', ')
          const received = await send(wanted)

          const isSent = ([name]: HeaderPair) => !left?.includes(name)
          expect(received.method).toBe(wanted.method)
          expect(sorted(received.headers.filter(isSent))).toEqual(
            sorted(wanted.headers.filter(isSent)),
          )
          expect(received.body.equals(wanted.body)).toBe(true)
          if (!/^# HTTPie may escape/m.test(command)) {
            expect(received.target).toBe(recorder.targetOf(wanted))
          }
          if (!/^# HTTPie (has an order|cannot)/m.test(command)) {
            expect(received.headers).toEqual(wanted.headers)
          }
        }),
        { numRuns: 20 },
      )
    },
  )

  test('an ordinary request needs no comment', async () => {
    const wanted: Wanted = {
      path: '/a/../b%2Fc',
      query: 'a=1&b=%20',
      headers: [
        ['Content-Type', 'application/json'],
        ['x-Sig', '=@t'],
      ],
      body: bytesOf(`{"it's":"@"}\n`),
    }

    const received = await send(wanted)

    expect(toHttpie(recorder.inputFor(wanted))).toMatch(/^http /)
    expect(received.target).toBe(recorder.targetOf(wanted))
    expect(received.headers).toEqual(wanted.headers)
  })

  test('a long body is read from its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copy-as-'))
    const body = new Uint8Array(1_000_001).fill(0xfe)
    writeFileSync(join(folder, 'demo-1.bin'), body)

    const received = await send({ body }, folder)

    expect(received.body.equals(body)).toBe(true)
    rmSync(folder, { recursive: true })
  })
})

test('a method that HTTPie would take for an address makes no command', () => {
  expect(toHttpie(recorder.inputFor({ method: 'M-SEARCH' }))).toEqual({
    text: '# HTTPie cannot send the method M-SEARCH. curl can.',
    note: 'HTTPie cannot send the method M-SEARCH. curl can.',
  })
})
