import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createFailureLog } from '../../server/failure-log.ts'
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

test('[O1] what a stranger put into a message steers no terminal and makes no line', () => {
  const { log, lines } = linesOf({ format: 'text', level: 'info' })
  const error = Object.assign(new Error('one\ntwo\x1b[2J'), {
    stack: 'Error: one\n  at two\x1b\x9b',
  })

  log.info('a\nb\x1b]0;c\x07', { path: '/\r\u009b' })
  log.error('Something failed.', { error })

  expect(lines.join('').replace(/\d\d:\d\d:\d\d /g, '')).toBe(
    'info  a\\u000ab\\u001b]0;c\\u0007 (path=/\\u000d\\u009b)\nerror Something failed.\nError: one\n  at two\\u001b\\u009b\n',
  )
})

test('[O1] a failure that all requests meet is logged once in a while, with how often it was met', () => {
  const { log, lines } = linesOf({ format: 'json', level: 'info' })
  let now = 0
  const onFailure = createFailureLog(log, () => now)

  for (let times = 0; times < 1_000; times++) onFailure(new Error('The disk is full.'))
  onFailure(new Error('Another one.'))
  onFailure('no error at all')
  now += 10_000
  onFailure(new Error('The disk is full.'))
  onFailure(new Error('The disk is full.'))

  const told = lines.map((line) => JSON.parse(line))
  expect(told.map(({ error }) => error.message ?? error)).toEqual([
    'The disk is full.',
    'Another one.',
    'no error at all',
    'The disk is full.',
  ])
  expect(told.map(({ alikeMeanwhile }) => alikeMeanwhile)).toEqual([
    undefined,
    undefined,
    undefined,
    999,
  ])
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
