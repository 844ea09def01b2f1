import { setImmediate as takeTurn } from 'node:timers/promises'
import { expect, test } from 'vitest'
import type { ExportedRequest } from '../../server/exports/export-format.ts'
import { streamExport } from '../../server/exports/index.ts'
import type { CapturedRequest } from '../../server/wire/requests.ts'

const about = { bin: 'demo', captureUrl: 'http://localhost/in/demo', version: '0', createdAt: 0 }

/** Endless requests of 10 KB, with what became of them. */
function startSource({ failsAt = Number.POSITIVE_INFINITY } = {}) {
  const state = { read: 0, isClosed: false }
  async function* requests(): AsyncGenerator<ExportedRequest> {
    try {
      for (;;) {
        state.read += 1
        if (state.read === failsAt) throw new Error('The disk is gone.')
        // Only what JSON lines ask of it.
        yield { request: { seq: state.read } as CapturedRequest, body: new Uint8Array(10_000) }
      }
    } finally {
      state.isClosed = true
    }
  }
  return { state, requests: requests() }
}

test('nothing is read before it is asked for, and then no more than a piece', async () => {
  const { state, requests } = startSource()
  const stream = streamExport({ format: 'ndjson', about, requests, takeTurn, onFailure: () => {} })
  const reader = stream.getReader()
  const before = state.read

  const first = await reader.read()
  const afterOne = state.read
  for (let n = 0; n < 9; n++) await reader.read()

  expect(before).toBe(0)
  expect(first.value?.length).toBeLessThan(64 * 1024 + 14_000)
  expect(afterOne).toBe(5)
  expect(state.read).toBe(50)
})

test('a reader that hangs up ends the reading', async () => {
  const { state, requests } = startSource()
  const stream = streamExport({ format: 'ndjson', about, requests, takeTurn, onFailure: () => {} })
  const reader = stream.getReader()
  await reader.read()

  await reader.cancel()

  expect(state.isClosed).toBe(true)
})

test('a reader that hangs up while a piece is made is no failure', async () => {
  const { requests } = startSource()
  const failures: unknown[] = []
  const onFailure = (error: unknown) => failures.push(error)
  const turns: (() => void)[] = []
  const stream = streamExport({
    format: 'ndjson',
    about,
    requests,
    takeTurn: () => new Promise((resolve) => turns.push(resolve)),
    onFailure,
  })
  const reader = stream.getReader()
  const reading = reader.read()
  await takeTurn()

  const cancelling = reader.cancel()
  for (const go of turns) go()
  await Promise.all([reading, cancelling])
  await takeTurn()

  expect(failures).toEqual([])
})

test('a request that cannot be read breaks the file off, so that it is not taken for whole', async () => {
  const { requests } = startSource({ failsAt: 3 })
  const failures: unknown[] = []
  const onFailure = (error: unknown) => failures.push(error)
  const stream = streamExport({ format: 'ndjson', about, requests, takeTurn, onFailure })

  const reading = new Response(stream).text()

  await expect(reading).rejects.toThrow('The disk is gone.')
  expect(failures).toHaveLength(1)
})
