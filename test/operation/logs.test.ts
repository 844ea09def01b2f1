import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createLog, type LogOptions } from '../../server/log.ts'
import { readyUrl, startHooklens } from '../support/child.ts'
import { temporaryFolder } from '../support/server.ts'

/** What a server with these flags writes to standard error in its life. */
async function stderrOf(...flags: readonly string[]): Promise<string> {
  const db = join(await temporaryFolder(), 'logs.db')
  const command = startHooklens(['--port', '0', '--db', db, ...flags])
  await readyUrl(command)
  command.process.kill('SIGTERM')
  return (await command.ended()).stderr
}

/** The lines that one call writes. */
function linesOf(options: Omit<LogOptions, 'write'>) {
  const lines: string[] = []
  const log = createLog({ ...options, write: (line) => lines.push(line) })
  return { log, lines }
}

test('[O1] --log-format json writes one object a line', async () => {
  const stderr = await stderrOf('--log-format', 'json')

  const lines = stderr
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toEqual([
    {
      level: 'info',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
      msg: 'Stopping: requests in flight are finished first.',
      signal: 'SIGTERM',
    },
  ])
})

test('[O1] a line of text is for reading', async () => {
  const stderr = await stderrOf()

  expect(stderr).toMatch(
    /^\d\d:\d\d:\d\d info {2}Stopping: requests in flight are finished first\. \(signal=SIGTERM\)\n$/,
  )
})

test('[O1] --log-level leaves out what is less severe', async () => {
  expect(await stderrOf('--log-level', 'warn')).toBe('')
})

test('[O1] an error is logged with its cause and its stack, in either format', () => {
  const error = new Error('The disk failed.', { cause: new Error('EIO') })
  const json = linesOf({ format: 'json', level: 'info' })
  const text = linesOf({ format: 'text', level: 'info' })

  json.log.error('Something failed.', { error })
  text.log.error('Something failed.', { error })

  const { error: logged } = JSON.parse(json.lines[0] ?? '')
  expect(logged).toMatchObject({ type: 'Error' })
  for (const told of [logged.stack, text.lines[0]]) {
    expect(told).toContain('The disk failed.')
    expect(told).toContain('EIO')
    expect(told).toMatch(/\n {4}at .*logs\.test\.ts/)
  }
})

test.each([
  'debug',
  'info',
  'warn',
  'error',
] as const)('[O1] level %s lets itself and what is graver through', (level) => {
  const order = ['debug', 'info', 'warn', 'error'] as const
  const { log, lines } = linesOf({ format: 'json', level })

  for (const name of order) log[name](name)

  expect(lines.map((line) => JSON.parse(line).msg)).toEqual(order.slice(order.indexOf(level)))
})
