import { once } from 'node:events'
import { stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { openRelayState } from '../../server/relay/client/state-file.ts'
import { startCommand } from '../support/child.ts'
import { temporaryFolder } from '../support/server.ts'

const program = fileURLToPath(new URL('./state-steps.ts', import.meta.url))

async function newPath(): Promise<string> {
  return join(await temporaryFolder(), 'relay', 'state.db')
}

function open(path: string) {
  const state = openRelayState(path)
  onTestFinished(() => state.close())
  return state
}

/** A process of its own that takes these steps and is killed after the last. */
async function stepsThenKill(path: string, steps: string): Promise<void> {
  const command = startCommand(process.execPath, [program, path, ...steps.split(' ')])
  await command.printed(/done\n/)
  command.process.kill('SIGKILL')
  await once(command.process, 'close')
}

describe('[D8] after kill -9', () => {
  test.each([
    ['begin:5', { after: 5, of6: 'nothing' }],
    ['begin:5 take:6', { after: 5, of6: 'nothing' }],
    ['begin:5 take:6 started:6', { after: 5, of6: 'started' }],
    ['begin:5 take:6 started:6 answered:6', { after: 5, of6: 'answered' }],
    ['begin:5 take:6 started:6 answered:6 kept:6', { after: 6, of6: 'nothing' }],
    ['begin:5 take:6 started:6 answered:6 kept:6 passed:9', { after: 9, of6: 'nothing' }],
  ])('of a process that did %s, its state is %o', async (steps, { after, of6 }) => {
    const path = await newPath()
    await stepsThenKill(path, steps)

    const state = open(path)
    const { cursor } = state

    expect(cursor).toEqual({ binCreatedAt: 1, after })
    state.begin({ binCreatedAt: 1, after })
    expect(state.take(6).type).toBe(of6)
  })

  test('an answer that the server had not kept is there with its bytes', async () => {
    const path = await newPath()
    await stepsThenKill(path, 'begin:0 take:1 started:1 answered:1')

    const state = open(path)

    expect(state.take(1)).toEqual({
      type: 'answered',
      outcome: { report: { id: 'd1', seq: 1 }, body: Buffer.from('body 1') },
    })
  })
})

test('deliveries that end out of order hold the cursor before the first that has not', async () => {
  const state = open(await newPath())
  state.begin({ binCreatedAt: 1, after: 0 })
  for (const seq of [1, 2, 4]) {
    state.take(seq)
    state.started(seq)
  }

  state.kept(2)
  const waiting = state.cursor?.after
  state.kept(1)
  const further = state.cursor?.after
  state.passed(9)
  state.kept(4)

  expect([waiting, further, state.cursor?.after]).toEqual([0, 3, 9])
})

test('what the stream does not bring again is forgotten, and holds nothing up', async () => {
  const path = await newPath()
  await stepsThenKill(path, 'begin:0 take:1 started:1 take:2 started:2 take:3 started:3')
  const state = open(path)
  state.begin({ binCreatedAt: 1, after: 0 })

  const second = state.take(2)
  state.kept(2)
  const after = state.cursor?.after
  state.passed(3)

  expect([second.type, after, state.cursor?.after]).toEqual(['started', 2, 3])
})

test('a bin made anew under an old id has nothing of the old one', async () => {
  const path = await newPath()
  await stepsThenKill(path, 'begin:7 take:8 started:8')
  const state = open(path)

  state.begin({ binCreatedAt: 2, after: 0 })

  expect(state.cursor).toEqual({ binCreatedAt: 2, after: 0 })
  expect(state.take(8).type).toBe('nothing')
})

test('a state that was cleared begins like a new one', async () => {
  const path = await newPath()
  await stepsThenKill(path, 'begin:7 take:8 started:8')
  const state = open(path)

  state.clear()

  expect(state.cursor).toBeUndefined()
  expect(state.take(8).type).toBe('nothing')
})

test('one process at a time has a state, and its end frees it', async () => {
  const path = await newPath()
  const first = startCommand(process.execPath, [program, path, 'begin:1'])
  await first.printed(/done\n/)

  expect(() => openRelayState(path)).toThrow(/Another hooklens listen .* Stop it first/)
  first.process.kill('SIGKILL')
  await first.ended()
  expect(open(path).cursor).toEqual({ binCreatedAt: 1, after: 1 })
})

test('[A1] only the user can read a state', async () => {
  const path = await newPath()
  open(path).begin({ binCreatedAt: 1, after: 0 })

  const modes = await Promise.all(
    [path, `${path}-wal`, dirname(path)].map(async (one) => (await stat(one)).mode & 0o777),
  )

  expect(modes).toEqual([0o600, 0o600, 0o700])
})

test('a file that is no state is refused, with what to do', async () => {
  const path = join(await temporaryFolder(), 'state.db')
  await writeFile(path, 'something else entirely, and long enough to be looked at')

  expect(() => openRelayState(path)).toThrow(/file is not a database\. Delete the file/)
})
