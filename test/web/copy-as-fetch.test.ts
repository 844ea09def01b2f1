import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fetchTarget, toFetch } from '../../web/text/copy-as/fetch.ts'
import { urlOf } from '../../web/text/copy-as/format.ts'
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

type Call = (console: { log(): void }) => Promise<void>
// It has no name of its own, and is typed as any function's.
const AsyncFunction = (async () => {}).constructor as new (...text: string[]) => Call

let recorder: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

function send(wanted: Wanted, cwd?: string): Promise<Received> {
  const script = textOf(toFetch(recorder.inputFor(wanted)))
  const args = ['--input-type=module', '-']
  return recorder.record(() => run(process.execPath, args, script, cwd))
}

/** The same without a process of its own, for when there are many. */
function sendHere(wanted: Wanted): Promise<Received> {
  const script = textOf(toFetch(recorder.inputFor(wanted)))
  const call = new AsyncFunction('console', script)
  return recorder.record(() => call({ log() {} }))
}

/** Headers as fetch sends them: a name once, values joined and trimmed. */
function merged(headers: Received['headers']): Record<string, string> {
  const found: Record<string, string> = {}
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const between = key === 'cookie' ? '; ' : ', '
    found[key] = key in found ? `${found[key]}${between}${value}` : value
  }
  return Object.fromEntries(Object.entries(found).map(([name, value]) => [name, value.trim()]))
}

test(
  'a call sends method, address, headers and body, but for what its comments say',
  { timeout: 120_000 },
  async () => {
    await fc.assert(
      fc.asyncProperty(anyRequest, async (wanted) => {
        const input = recorder.inputFor(wanted)
        const text = textOf(toFetch(input))
        const received = await sendHere(wanted)

        expect(received.method).toBe(wanted.method)
        const target = recorder.targetOf(wanted)
        expect(received.target).toBe(fetchTarget(urlOf(input)))
        if (received.target !== target) expect(text).toContain('// fetch sends the address as')
        expect(merged(received.headers)).toMatchObject(merged(wanted.headers))
        const names = wanted.headers.map(([name]) => name.toLowerCase())
        expect(text.includes('// fetch merges')).toBe(new Set(names).size < names.length)
        const hasNoBody = wanted.method === 'GET'
        expect(received.body.equals(hasNoBody ? new Uint8Array() : wanted.body)).toBe(true)
        expect(text.includes('are left out')).toBe(hasNoBody && wanted.body.length > 0)
      }),
      { numRuns: 40 },
    )
  },
)

test('fetch adds no Content-Type to a body that had none', async () => {
  const { headers } = await send({ body: bytesOf('{"a":1}') })

  expect(Object.keys(merged(headers))).not.toContain('content-type')
})

test('a long body is read from its file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'copy-as-'))
  const body = new Uint8Array(1_000_001).fill(0xfe)
  writeFileSync(join(folder, 'demo-1.bin'), body)

  const received = await send({ body }, folder)

  expect(received.body.equals(body)).toBe(true)
  rmSync(folder, { recursive: true })
})
