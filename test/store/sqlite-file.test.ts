// The database file: whose it is, who may read it, which version it has.

import { mkdirSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { initialSchema } from '../../server/store/sqlite/schema.ts'
import { bin, newBin, newRequest, roomy, times } from '../contracts/store/samples.ts'
import { count, pragma, tables } from './look.ts'
import { temporaryFolder } from './open-temporary.ts'

describe('the database file', () => {
  test('folder and files are made for this user alone', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'new', 'deep', 'hooklens.db')

    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))

    const modes = ['..', '.', 'hooklens.db', 'hooklens.db-wal', 'hooklens.db-shm'].map((name) =>
      (statSync(join(location, '..', name)).mode & 0o777).toString(8),
    )
    expect(modes).toEqual(['700', '700', '600', '600', '600'])
    await store.close()
  })

  test('a folder that exists keeps its mode', async () => {
    using folder = temporaryFolder()
    const existing = join(folder.path, 'existing')
    mkdirSync(existing, { mode: 0o755 })

    const store = await openStore(join(existing, 'hooklens.db'), { limits: roomy })

    expect(statSync(existing).mode & 0o777).toBe(0o755)
    await store.close()
  })

  test('closing leaves one file, with everything in it', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))

    await store.close()

    expect(() => statSync(`${location}-wal`)).toThrow('ENOENT')
    expect(count(location, 'bins')).toBe(1)
  })

  test('a second server is kept from it until the first one stops, and whoever only looks is not', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const open = (alone: boolean) => openStore(location, { limits: roomy, alone })
    const first = await open(true)

    const second = open(true)

    await expect(second).rejects.toThrow(
      `Another Hooklens is running on ${location}. Use that one, stop it, or choose another place with --db.`,
    )
    await (await open(false)).close()
    await expect(open(true)).rejects.toThrow('Another Hooklens')
    await first.close()
    await (await open(true)).close()
    expect(statSync(`${location}.lock`).mode & 0o777).toBe(0o600)
  })

  test('[C3] nothing is called stored that went into a file which is gone from its place', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))

    renameSync(location, `${location}.moved`)
    const gone = [store.append([newRequest(bin)]), store.ping()]
    const told = await Promise.allSettled(gone)
    renameSync(`${location}.moved`, location)
    await store.ping()
    const outcome = await store.append([newRequest(bin)])

    const reason = expect.objectContaining({
      code: 'unavailable',
      message: expect.stringContaining(`${location} was deleted, moved or replaced`),
    })
    expect(told).toEqual([1, 2].map(() => ({ status: 'rejected', reason })))
    expect(outcome.results).toMatchObject([{ type: 'stored', seq: 1 }])
    await store.close()
  })

  test("another program's database is refused and not touched", async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'photos.db')
    new Database(location).exec('CREATE TABLE photos (name TEXT)').close()
    const before = readFileSync(location)

    const opening = openStore(location, { limits: roomy, alone: true })

    await expect(opening).rejects.toMatchObject({
      name: 'AppError',
      message: `${location} is not a Hooklens database. Choose another place with --db.`,
    })
    expect(readFileSync(location).equals(before)).toBe(true)
    expect(readdirSync(folder.path)).toEqual(['photos.db'])
  })

  test('a file that is no database at all is refused and not touched', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'letter.txt')
    const text = 'Dear Sir or Madam, '.repeat(100)
    writeFileSync(location, text)

    const opening = openStore(location, { limits: roomy, alone: true })

    await expect(opening).rejects.toThrow('is not a Hooklens database')
    expect(readFileSync(location, 'utf8')).toBe(text)
    expect(readdirSync(folder.path)).toEqual(['letter.txt'])
  })

  test('a place that cannot be opened is named, with the reason', async () => {
    using folder = temporaryFolder()

    const opening = openStore(folder.path, { limits: roomy })

    await expect(opening).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining(`Cannot open the database ${folder.path}: `),
    })
  })

  test('[O4] PostgreSQL is refused in words that do not repeat the password', async () => {
    const opening = openStore('postgres://user:secret@host/hooklens', { limits: roomy })

    await expect(opening).rejects.toThrow('does not support PostgreSQL yet')
    await expect(opening).rejects.not.toThrow('secret')
  })
})

describe('the schema', () => {
  test('[O3] a newer database is refused in words and left as it is', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    openDatabase(location).close()
    const newer = new Database(location)
    newer.pragma('user_version = 99')
    newer.close()

    const opening = openStore(location, { limits: roomy })

    await expect(opening).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringMatching(
        /written by a newer Hooklens .*version 99.* Update Hooklens, or choose another place/,
      ),
    })
    expect(pragma(location, 'user_version')).toBe(99)
  })

  test('[O3] an empty file becomes a database, and opening it again changes nothing', () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    writeFileSync(location, '')

    openDatabase(location).close()
    const first = tables(location)
    const version = pragma(location, 'user_version')
    openDatabase(location).close()

    expect(first).toContain('requests')
    expect(version).toBeGreaterThan(1)
    expect(tables(location)).toEqual(first)
    expect(pragma(location, 'user_version')).toBe(version)
  })

  test('[O3] a database as first shipped is brought up to date with all it holds', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const first = new Database(location)
    first.exec(initialSchema)
    first.pragma('application_id = 0x486f6f6b')
    first.pragma('user_version = 1')
    first.exec(`INSERT INTO bins VALUES (1, '${bin}', '', x'00', x'00', 0, 0);
      INSERT INTO counters (bin_no, last_seq, requests, used_at) VALUES (1, 1, 1, 0);
      INSERT INTO marks (bin_no, seq, note) VALUES (1, 1, 'of old');
      INSERT INTO requests VALUES (1, 1, 1, 0, 0, 0, 'PUT', '', '', '', '1.1', '', 'complete', NULL, 0, x'00',
        NULL, NULL, NULL, NULL, NULL, NULL, '[]', '[]', x'')`)
    first.close()

    const store = await openStore(location, { limits: roomy })
    await store.markRequest(bin, 1, { tags: ['new'] })

    expect(await store.getRequest(bin, 1)).toMatchObject({ note: 'of old', tags: ['new'] })
    await store.close()
  })

  test('[C3] commits are synced, and pages fit the bodies', () => {
    using folder = temporaryFolder()

    const db = openDatabase(join(folder.path, 'hooklens.db'))

    const inForce = [
      'journal_mode',
      'synchronous',
      'page_size',
      'foreign_keys',
      'busy_timeout',
    ].map((name) => db.pragma(name, { simple: true }))
    const full = 2
    expect(inForce).toEqual(['wal', full, 16384, 1, 5000])
    db.close()
  })

  const countsReads = process.platform === 'linux'
  test.runIf(countsReads)('[C7] reading a list never touches a body', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))
    await store.append(times(5, newRequest(bin, { body: Buffer.alloc(8 * 1024 * 1024) })))
    await store.close()
    const reopened = await openStore(location, { limits: roomy })
    const before = bytesRead()

    const { requests: rows } = await reopened.listRequests(bin, { limit: 10, order: 'desc' })

    expect(rows).toHaveLength(5)
    // 40 MiB of bodies lie between the rows.
    expect(bytesRead() - before).toBeLessThan(1024 * 1024)
    await reopened.close()
  })
})

/** Bytes this process has read through system calls so far. */
function bytesRead(): number {
  const [, bytes] = /^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8')) ?? []
  return Number(bytes)
}
