// The SQLite store: the contract of every store, and what is only true of this one.

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { createSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import { bin, newBin, newDelivery, newRequest, roomy, times } from '../contracts/store/samples.ts'
import { storeContract } from '../contracts/store-contract.ts'
import { openTemporary, temporaryFolder } from './open-temporary.ts'

const appendForever = fileURLToPath(new URL('./append-forever.ts', import.meta.url))

describe('the SQLite store', () => storeContract(openTemporary))

describe('its file', () => {
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

  test("another program's database is refused and not touched", async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'photos.db')
    new Database(location).exec('CREATE TABLE photos (name TEXT)').close()
    const before = readFileSync(location)

    const opening = openStore(location, { limits: roomy })

    await expect(opening).rejects.toMatchObject({
      name: 'AppError',
      message: `${location} is not a Hooklens database. Choose another place with --db.`,
    })
    expect(readFileSync(location).equals(before)).toBe(true)
  })

  test('a file that is no database at all is refused and not touched', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'letter.txt')
    const text = 'Dear Sir or Madam, '.repeat(100)
    writeFileSync(location, text)

    const opening = openStore(location, { limits: roomy })

    await expect(opening).rejects.toThrow('is not a Hooklens database')
    expect(readFileSync(location, 'utf8')).toBe(text)
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

describe('its schema', () => {
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
    openDatabase(location).close()

    expect(first).toContain('requests')
    expect(tables(location)).toEqual(first)
    expect(pragma(location, 'user_version')).toBe(1)
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

    const rows = await reopened.listRequests(bin, { limit: 10, order: 'desc' })

    expect(rows).toHaveLength(5)
    // 40 MiB of bodies lie between the rows.
    expect(bytesRead() - before).toBeLessThan(1024 * 1024)
    await reopened.close()
  })
})

describe('its failures', () => {
  test('[C3] when the disk is full an append is refused whole, and the next one works again', async () => {
    using folder = temporaryFolder()
    const db = openDatabase(join(folder.path, 'hooklens.db'))
    const store = createSqliteStore(db, { limits: roomy })
    await store.createBin(newBin(bin))
    const small = newRequest(bin, { body: Buffer.from('small') })
    await store.append([small])
    const before = await store.getBin(bin)
    // SQLite's own way of running out of space.
    db.pragma(`max_page_count = ${Number(db.pragma('page_count', { simple: true })) + 4}`)

    const refused = store.append([small, newRequest(bin, { body: Buffer.alloc(1024 * 1024) })])

    await expect(refused).rejects.toMatchObject({
      code: 'unavailable',
      message: expect.stringContaining('The disk is full: nothing was stored.'),
      cause: { code: 'SQLITE_FULL' },
    })
    expect(await store.getBin(bin)).toEqual(before)
    expect((await store.append([small])).results).toEqual([{ type: 'stored', seq: 2 }])
    await store.close()
  })

  test('[C3] when another process holds the lock an append is refused whole', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = createSqliteStore(openDatabase(location, { busyTimeoutMs: 1 }), {
      limits: roomy,
    })
    await store.createBin(newBin(bin))
    const intruder = new Database(location)
    intruder.exec('BEGIN IMMEDIATE')

    const refused = store.append([newRequest(bin)])

    await expect(refused).rejects.toMatchObject({ code: 'unavailable' })
    intruder.exec('ROLLBACK')
    intruder.close()
    expect((await store.append([newRequest(bin)])).results).toEqual([{ type: 'stored', seq: 1 }])
    await store.close()
  })
})

describe('its end', () => {
  test('[C3] what was acknowledged is there after kill -9', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const writer = spawn(process.execPath, [appendForever, location], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const exited = once(writer, 'exit')
    let acknowledged = 0
    for await (const line of createInterface(writer.stdout)) {
      acknowledged = Number(line)
      if (acknowledged > 500) writer.kill('SIGKILL')
    }
    await exited

    const store = await openStore(location, { limits: roomy })

    const rows = await store.listRequests(bin, { limit: 1_000_000, order: 'asc' })
    expect(acknowledged).toBeGreaterThan(500)
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1))
    expect(await store.getBin(bin)).toMatchObject({ requests: rows.length, lastSeq: rows.length })
    const last = await store.getBody(bin, acknowledged)
    expect(Buffer.from(last ?? []).equals(Buffer.alloc(2048, acknowledged % 256))).toBe(true)
    await store.close()
  })
})

describe('its garbage', () => {
  test('what was cleared is reclaimed in the background', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))
    await store.append(times(2000, newRequest(bin)))
    await store.markRequest(bin, 1, { read: true })
    await store.addDelivery(bin, newDelivery('d1', 2), new Uint8Array(10))

    await store.clearRequests(bin)

    expect(count(location, 'requests')).toBe(2000)
    await expect.poll(() => count(location, 'garbage'), { interval: 5 }).toBe(0)
    expect(leftovers(location)).toEqual([0, 0, 0])
    await store.close()
  })

  test('what a stopped program left behind is reclaimed by the next', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const stopped = await openStore(location, { limits: roomy })
    await stopped.createBin(newBin(bin))
    await stopped.append(times(1000, newRequest(bin)))
    const deleting = stopped.deleteBin(bin)
    const closing = stopped.close()
    await Promise.all([deleting, closing])
    const left = leftovers(location)

    const store = await openStore(location, { limits: roomy })
    await store.createBin(newBin(bin))
    await store.append([newRequest(bin)])

    expect(left).toEqual([1000, 0, 0])
    await expect.poll(() => leftovers(location), { interval: 5 }).toEqual([1, 0, 0])
    expect(await store.getBin(bin)).toMatchObject({ firstSeq: 1, requests: 1 })
    await store.close()
  })

  test('[C7] a full ring keeps no more rows than it should', async () => {
    using folder = temporaryFolder()
    const location = join(folder.path, 'hooklens.db')
    const store = await openStore(location, { limits: { ...roomy, requestsPerBin: 100 } })
    await store.createBin(newBin(bin))

    for (let n = 0; n < 20; n++) await store.append(times(64, newRequest(bin)))

    expect(count(location, 'requests')).toBe(100)
    expect(count(location, 'garbage')).toBe(0)
    await store.close()
  })
})

/** Rows of requests, marks and deliveries. */
function leftovers(location: string): readonly unknown[] {
  return ['requests', 'marks', 'deliveries'].map((table) => count(location, table))
}

function count(location: string, table: string): unknown {
  return ask(location, (db) => db.prepare(`SELECT count(*) FROM ${table}`).pluck().get())
}

function tables(location: string): readonly unknown[] {
  return ask(location, (db) => db.prepare('SELECT name FROM sqlite_schema').pluck().all())
}

function pragma(location: string, name: string): unknown {
  return ask(location, (db) => db.pragma(name, { simple: true }))
}

/** Asks over a connection of its own, as another process would. */
function ask<T>(location: string, question: (db: Database.Database) => T): T {
  const db = new Database(location, { readonly: true })
  try {
    return question(db)
  } finally {
    db.close()
  }
}

/** Bytes this process has read through system calls so far. */
function bytesRead(): number {
  const [, bytes] = /^rchar: (\d+)$/m.exec(readFileSync('/proc/self/io', 'utf8')) ?? []
  return Number(bytes)
}
