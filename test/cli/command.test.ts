import { readdir, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { helpLines } from '../../server/config.ts'
import { readVersion } from '../../server/package.ts'
import { readyUrl, runHooklens, startHooklens } from '../support/child.ts'
import { runHere } from '../support/run-here.ts'
import { temporaryFolder } from '../support/server.ts'

test.each([
  [['--help']],
  [['-h']],
  [['serve', '--help']],
  [['--port', '1', '--help']],
])('%j prints every flag with its variable', async (args) => {
  const { code, stdout, stderr } = await runHere(args)

  expect(code).toBe(0)
  expect(stderr).toBe('')
  expect(stdout).toContain(helpLines().join('\n'))
  expect(stdout).toMatch(/hooklens bins key <id>/)
  expect(stdout).toMatch(/Exit codes: 0/)
})

test.each(['--version', '-v'])('hooklens %s prints the version alone', async (flag) => {
  const { code, stdout, stderr } = await runHooklens([flag])

  expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: `${readVersion()}\n`, stderr: '' })
})

test.each([
  [['--prot', '1'], "Unknown option '--prot'. Did you mean --port?"],
  [['serve', '--nope'], "Unknown option '--nope'."],
  [['--port', 'http'], "--port: 'http' is not a whole number from 0 to 65535."],
  [['--allow-target', '10.0.0.0/99'], "--allow-target: '10.0.0.0/99'"],
  [['--bin', 'A'], "--bin: 'A' is not a bin id."],
  [['serve', 'me'], "Unexpected argument 'me'."],
  [['nonsense'], "Unknown command 'nonsense'. There are: serve, listen, replay, bins, rules."],
  [['constructor'], "Unknown command 'constructor'."],
  [['bins', '--host', 'x'], "Unknown option '--host'."],
  [['bins', 'list'], "Unexpected argument 'list'."],
  [['bins', 'key'], 'Usage: hooklens bins key <id>.'],
  [['bins', 'key', 'NO'], 'Usage: hooklens bins key <id>.'],
])('%j is called wrongly: exit code 2 and one sentence', async (args, sentence) => {
  const { code, stdout, stderr } = await runHere(args)

  expect(code).toBe(2)
  expect(stdout).toBe('')
  expect(stderr).toContain(sentence)
  expect(stderr).toMatch(/See 'hooklens .*--help'\.\n$/)
  expect(stderr).not.toMatch(/\n {4}at /)
})

test('a wrong call ends the process with the same code', async () => {
  const { code, stderr } = await runHooklens(['--nowhere'])

  expect(code).toBe(2)
  expect(stderr).toBe("Unknown option '--nowhere'.\nSee 'hooklens --help'.\n")
})

test('a bad variable is named as such', async () => {
  const { code, stderr } = await runHere([], { env: { HOOKLENS_PORT: 'http' } })

  expect(code).toBe(2)
  expect(stderr).toContain("HOOKLENS_PORT: 'http' is not a whole number")
})

test('a port in use is told with the way out, and exit code 1', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void holder.close())
  await new Promise((resolve) => holder.once('listening', resolve))
  const { port } = holder.address() as { port: number } // It listens on TCP.
  const db = join(await temporaryFolder(), 'a.db')

  const { code, stdout, stderr } = await runHere(['--port', String(port), '--db', db])

  expect(code).toBe(1)
  expect(stdout).toBe('')
  expect(stderr).toBe(
    `address already in use 127.0.0.1:${port}. Stop what listens there, or choose another with --port (0 picks a free one).\n`,
  )
})

test.each([
  [
    ['--host', '203.0.113.77'],
    /Cannot listen there: .*203\.0\.113\.77.* Choose another --host or --port\./,
  ],
  [
    ['--host', 'no-such-host.invalid'],
    /Cannot listen there: .*no-such-host\.invalid.* Choose another --host/,
  ],
  [['--db', fileURLToPath(import.meta.url)], /command\.test\.ts/],
  [['--db', join(fileURLToPath(import.meta.url), 'a.db')], /command\.test\.ts/],
  [['--db', tmpdir()], /tmp/],
  [['--db', 'postgres://user:secret@localhost/x'], /does not support PostgreSQL yet/],
])('%j cannot be had: exit code 1 and one sentence', async (args, sentence) => {
  const db = join(await temporaryFolder(), 'a.db')
  const rest = args[0] === '--db' ? [] : ['--db', db]

  const { code, stderr } = await runHere(['--port', '0', ...args, ...rest])

  expect(code).toBe(1)
  expect(stderr).toMatch(sentence)
  expect(stderr).not.toMatch(/\n {4}at |secret/)
})

test('the database is kept in the data folder of the user, for that user alone', async () => {
  const home = await temporaryFolder()
  const env = { HOME: home, XDG_DATA_HOME: join(home, 'data'), LOCALAPPDATA: home, APPDATA: home }
  const command = startHooklens(['--port', '0'], { env })
  await readyUrl(command)

  const { stdout } = await runHooklens(['bins'], { env })

  const files = (await readdir(home, { recursive: true })).filter((path) => path.endsWith('.db'))
  expect(files).toHaveLength(1)
  const file = join(home, files[0] ?? '')
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect((await stat(join(file, '..'))).mode & 0o777).toBe(0o700)
  expect(stdout).toContain('There are no bins yet.')
})

test('the server says where it is, where each declared bin is, and how to get its key', async () => {
  const db = join(await temporaryFolder(), 'a.db')
  const command = startHooklens(
    ['--port', '0', '--db', db, '--public-url', 'https://hooks.example.com'],
    {
      env: { HOOKLENS_BINS: 'stripe-dev,github-dev' },
    },
  )

  const printed = await command.printed(/github-dev.*\n/)

  expect(printed).toMatch(
    /^Hooklens ready at http:\/\/localhost:\d+\n {2}https:\/\/hooks\.example\.com\/in\/stripe-dev .*hooklens bins key stripe-dev/,
  )
  const health = await fetch(new URL('/healthz', await readyUrl(command)))
  expect(health.status).toBe(200)
})

test('what was compiled is kept in the cache folder of its user, and done without where it cannot be', async () => {
  const home = await temporaryFolder()
  const noFolder = join(home, 'file')
  await writeFile(noFolder, '')
  const env = { NODE_COMPILE_CACHE: '', XDG_CACHE_HOME: '', LOCALAPPDATA: home }

  const kept = await runHooklens(['--version'], { env: { ...env, HOME: home } })
  const notKept = await runHooklens(['--version'], { env: { ...env, HOME: noFolder } })

  const files = await readdir(home, { recursive: true })
  const compiled = files.filter((path) => /hooklens\W.*compiled\W.*\W/.test(path))
  const fine = { code: 0, stdout: `${readVersion()}\n`, stderr: '' }
  expect({ kept, notKept }).toEqual({ kept: fine, notKept: fine })
  expect(compiled).not.toEqual([])
})
