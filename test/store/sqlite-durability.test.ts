// What survives a full disk, a lock and a kill (C3).

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { describe, expect, test } from 'vitest'
import { openStore } from '../../server/store/open.ts'
import { openDatabase } from '../../server/store/sqlite/database.ts'
import { createSqliteStore } from '../../server/store/sqlite/sqlite-store.ts'
import { bin, newBin, newRequest, roomy } from '../contracts/store/samples.ts'
import { temporaryFolder } from './open-temporary.ts'

const appendForever = fileURLToPath(new URL('./append-forever.ts', import.meta.url))

describe('a failing append', () => {
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

describe('a killed program', () => {
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

    const { requests: rows } = await store.listRequests(bin, { limit: 1_000_000, order: 'asc' })
    expect(acknowledged).toBeGreaterThan(500)
    expect(rows.length).toBeGreaterThanOrEqual(acknowledged)
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_, n) => n + 1))
    expect(await store.getBin(bin)).toMatchObject({ requests: rows.length, lastSeq: rows.length })
    const last = await store.getBody(bin, acknowledged)
    expect(Buffer.from(last ?? []).equals(Buffer.alloc(2048, acknowledged % 256))).toBe(true)
    await store.close()
  })
})
