import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { toPython } from '../../web/text/copy-as/python.ts'
import {
  anyRequest,
  type Received,
  type Recorder,
  run,
  startRecorder,
  textOf,
  type Wanted,
} from './copy-as-recorder.ts'

const hasRequests = spawnSync('python3', ['-c', 'import requests']).status === 0

let recorder: Recorder
beforeAll(async () => {
  recorder = await startRecorder()
})
afterAll(() => recorder.close())

function send(wanted: Wanted, cwd?: string): Promise<Received> {
  const script = textOf(toPython(recorder.inputFor(wanted)))
  return recorder.record(() => run('python3', ['-'], script, cwd))
}

/** One interpreter that runs script after script, each by itself, and says when it is done. */
const runner = `
import json, sys
for line in sys.stdin:
    exec(compile(json.loads(line), "copied", "exec"), {"__name__": "__main__", "print": lambda *_: None})
    sys.stdout.write("done\\n")
    sys.stdout.flush()
`

function startPython() {
  const child = spawn('python3', ['-c', runner], { stdio: ['pipe', 'pipe', 'inherit'] })
  const output = child.stdout[Symbol.asyncIterator]()
  return {
    async run(script: string): Promise<void> {
      child.stdin.write(`${JSON.stringify(script)}\n`)
      const said = await output.next()
      if (said.done) throw new Error(`Python ended.\n${script}`)
    },
    close: () => void child.stdin.end(),
  }
}

describe.runIf(hasRequests)('with python3 and requests', () => {
  test(
    'a script sends method, target, headers and body as captured',
    { timeout: 120_000 },
    async () => {
      const python = startPython()
      await fc.assert(
        fc.asyncProperty(anyRequest, async (wanted) => {
          const script = textOf(toPython(recorder.inputFor(wanted)))
          const received = await recorder.record(() => python.run(script))

          expect(received.method).toBe(wanted.method)
          expect(received.target).toBe(recorder.targetOf(wanted))
          expect(received.headers).toEqual(wanted.headers)
          expect(received.body.equals(wanted.body)).toBe(true)
        }),
        { numRuns: 40 },
      )
      python.close()
    },
  )

  test('a long body is read from its file', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'copy-as-'))
    const body = new Uint8Array(1_000_001).fill(0xfe)
    writeFileSync(join(folder, 'demo-1.bin'), body)

    const received = await send({ body }, folder)

    expect(received.body.equals(body)).toBe(true)
    rmSync(folder, { recursive: true })
  })
})

test('an ordinary request makes a short script', () => {
  const body = new TextEncoder().encode('{"a":1}')
  const headers = [
    ['User-Agent', 'x'],
    ['Accept-Encoding', 'gzip'],
  ] as const

  const script = textOf(toPython(recorder.inputFor({ headers, body })))

  expect(script).toContain('body = "{\\"a\\":1}".encode()')
  expect(script).not.toMatch(/InOrder|_encode_target|base64|urllib3/)
})
