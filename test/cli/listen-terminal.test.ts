import { expect, onTestFinished, test, vi } from 'vitest'
import { run } from '../../server/cli/run.ts'
import { fakeTerminal } from '../support/fake-terminal.ts'
import { startHeldReceiver } from '../support/held-receiver.ts'
import { startReceiver } from '../support/receiver.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

/** Commands within this process keep what they remember in a folder of the test's own. */
async function useFolder(): Promise<void> {
  const folder = await temporaryFolder()
  for (const name of ['HOME', 'XDG_DATA_HOME', 'LOCALAPPDATA']) vi.stubEnv(name, folder)
  onTestFinished(() => void vi.unstubAllEnvs())
}

test('a person sees requests come, chooses one, replays it, pauses and quits', async () => {
  await useFolder()
  const server = await startTestServer()
  const receiver = await startReceiver()
  const person = fakeTerminal()
  const ended = run(['listen', `${receiver.port}`, '--server', server.url], person.terminal)
  const empty = await person.shows(/● Connected/)
  const captureUrl = /Capture\s+(\S+)/.exec(empty)?.[1] ?? ''

  for (const path of ['/one', '/two']) await fetch(captureUrl + path, { method: 'POST' })
  const both = await person.shows(/#2.*200/)
  person.press('up', 'up')
  const selected = await person.shows(/› .*#1/)
  person.press('enter')
  await person.shows(/#1 replayed: answered 200/)
  person.press('?')
  await person.shows(/open the selected request/)
  person.press('?', 'p')
  await person.shows(/○ Paused/)
  await fetch(`${captureUrl}/three`, { method: 'POST' })
  person.press('p')
  await person.shows(/#3 +POST +\/three +200/)
  person.press('q')

  expect(await ended).toBe(0)
  expect(both).toMatch(/#1 {2}POST {2}\/one/)
  expect(selected).toMatch(/#1: 200 OK from http:\/\/localhost:\d+\/one/)
  expect(receiver.received.map(({ url }) => url)).toEqual(['/one', '/two', '/one', '/three'])
  // The terminal is given back, with the cursor.
  expect(person.written).toMatch(/\[\?25h.*\[\?1049l\d+ deliver/)
})

test('Ctrl-C lets a delivery finish, and again ends at once', async () => {
  await useFolder()
  const server = await startTestServer()
  const receiver = await startHeldReceiver()
  const person = fakeTerminal({ NO_COLOR: '1' })
  const ended = run(['listen', `${receiver.port}`, '--server', server.url], person.terminal)
  const captureUrl = /Capture\s+(\S+)/.exec(await person.shows(/● Connected/))?.[1] ?? ''
  await fetch(captureUrl, { method: 'POST' })
  await receiver.came(1)

  person.press('ctrl-c')
  await person.shows(/Finishing 1 delivery\. Ctrl-C again stops at once/)
  person.press('ctrl-c')

  expect(await ended).toBe(0)
  const colour = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`)
  expect(person.written).not.toMatch(colour)
})

test("another's bin wants its key, which is not shown, and saved once it has opened the bin", async () => {
  await useFolder()
  const server = await startTestServer()
  const bin = await server.mint()
  const args = ['listen', '1', '--bin', bin.id, '--server', server.url]

  const first = fakeTerminal()
  const ended = run(args, first.terminal)
  await vi.waitUntil(() => first.errors.includes('owner key'), { timeout: 20_000 })
  first.type(bin.ownerKey)
  await first.shows(/● Connected/)
  first.press('q')
  await ended
  const second = fakeTerminal()
  const again = run(args, second.terminal)
  await second.shows(/● Connected/)
  second.press('q')
  await again

  expect(first.written + first.errors).not.toContain(bin.ownerKey)
  // Not asked again.
  expect(second.errors).toBe('')
})
