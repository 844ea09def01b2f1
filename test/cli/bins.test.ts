import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { call } from '../support/call.ts'
import { runHooklens } from '../support/child.ts'
import { runHere } from '../support/run-here.ts'
import { startTestServer, temporaryFolder } from '../support/server.ts'

/** A database with a declared bin, and a throwaway one that holds two requests. */
async function startWithBins() {
  const db = join(await temporaryFolder(), 'bins.db')
  const server = await startTestServer({ db, bins: ['stripe-dev'] })
  const bin = await server.mint({ id: 'my-shop', name: 'My shop' })
  await fetch(bin.captureUrl, { method: 'POST', body: 'one' })
  await fetch(bin.captureUrl, { method: 'POST', body: 'two' })
  return { db, server, bin }
}

test('hooklens bins lists every bin in a line of its own', async () => {
  const { db } = await startWithBins()

  const { code, stdout, stderr } = await runHooklens(['bins', '--db', db])

  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = stdout.trimEnd().split('\n')
  expect(lines).toHaveLength(2)
  expect(lines.find((line) => line.startsWith('stripe-dev '))).toMatch(/ 0 requests .* kept$/)
  expect(lines.find((line) => line.startsWith('my-shop '))).toMatch(
    / 2 requests {2}\d{4}-\d\d-\d\dT[\d:.]+Z {2}My shop$/,
  )
})

test('hooklens bins --json prints one object a line, without keys', async () => {
  const { db } = await startWithBins()

  const { code, stdout } = await runHere(['bins', '--json', '--db', db])

  const rows = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(code).toBe(0)
  expect(rows).toHaveLength(2)
  expect(rows).toContainEqual({
    id: 'my-shop',
    name: 'My shop',
    requests: 2,
    bytes: expect.any(Number),
    lastUsedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    persistent: false,
  })
  expect(stdout).not.toMatch(/hl[ov]_|hash/i)
})

test('the database is found through the environment too', async () => {
  const { db } = await startWithBins()

  const { stdout } = await runHere(['bins', '--json'], { env: { HOOKLENS_DB: db } })

  expect(stdout).toContain('"my-shop"')
})

test('[A1] hooklens bins key prints the new key and the address that opens the bin with it', async () => {
  const { db, server } = await startWithBins()
  const base = ['--db', db, '--public-url', 'https://hooks.example.com']

  const { code, stdout } = await runHere(['bins', 'key', 'stripe-dev', ...base])

  const [, key = ''] = /^ {2}(hlo_\S+)$/m.exec(stdout) ?? []
  expect(code).toBe(0)
  expect(stdout).toContain(`  https://hooks.example.com/b/stripe-dev#key=${key}\n`)
  expect(stdout).toContain('The one before no longer works.')
  expect((await call(server, 'GET /bins/stripe-dev', { key })).json.access).toBe('owner')
})

test('hooklens bins of a database that is not there makes none', async () => {
  const db = join(await temporaryFolder(), 'typo.db')

  const { code, stderr } = await runHere(['bins', '--db', db])

  expect(code).toBe(1)
  expect(stderr).toBe(`There is no database at ${db}. Give --db the file that the server uses.\n`)
  expect(existsSync(db)).toBe(false)
})

test('hooklens bins key of a bin that is not there fails and says where to look', async () => {
  const { db } = await startWithBins()

  const { code, stdout, stderr } = await runHere(['bins', 'key', 'not-there', '--db', db])

  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toBe("There is no bin 'not-there' in this database. See 'hooklens bins'.\n")
})

test.each([
  [['bins', '--help']],
  [['bins', 'key', '--help']],
  [['bins', 'key', 'my-shop', '--help']],
])('%j explains both forms', async (args) => {
  const { code, stdout } = await runHere(args)

  expect(code).toBe(0)
  expect(stdout).toContain('hooklens bins key <id> [--json]')
  expect(stdout).toContain('--db PATH')
})
