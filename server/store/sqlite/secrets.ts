// Sealed secrets of providers, a row each, and what else is held of a provider; all go with their bin.

import type Database from 'better-sqlite3'
import type { SealedSecret, SealedSecrets, Store } from '../store.ts'
import { number, text } from './parameters.ts'
import type { RequestFinder } from './requests.ts'

export type SecretRows = Pick<Store, 'listSecrets' | 'setSecrets' | 'changeSecrets'>

interface SecretRow {
  readonly provider: string
  readonly name: string
  readonly created_at: number
  readonly sealed: Buffer
}

interface ExtraRow {
  readonly provider: string
  /** A JSON object of texts. */
  readonly extra: string
}

export function createSecretRows(db: Database.Database, finder: RequestFinder): SecretRows {
  const listSecrets = db.prepare<[number], SecretRow>(
    `SELECT provider, name, created_at, sealed FROM secrets WHERE bin_no = ${number}
      ORDER BY provider, position`,
  )
  const listExtras = db.prepare<[number], ExtraRow>(
    `SELECT provider, extra FROM secret_extras WHERE bin_no = ${number}`,
  )
  const remove = db.prepare(`DELETE FROM secrets WHERE bin_no = ${number} AND provider = ${text}`)
  const insert = db.prepare(
    'INSERT INTO secrets (bin_no, provider, position, name, created_at, sealed) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const removeExtra = db.prepare(
    `DELETE FROM secret_extras WHERE bin_no = ${number} AND provider = ${text}`,
  )
  const insertExtra = db.prepare(
    'INSERT INTO secret_extras (bin_no, provider, extra) VALUES (?, ?, ?)',
  )

  const askRecheck = db.prepare(`
    INSERT INTO rechecks (bin_no, provider, round) VALUES (?, ?, 1)
      ON CONFLICT DO UPDATE SET round = round + 1`)

  const set = db.transaction(
    (...[id, provider, { secrets, extra }]: Parameters<Store['setSecrets']>) => {
      const bin = finder.findBin(id)
      if (bin === undefined) return false
      if (secrets) {
        remove.run(bin.no, provider)
        for (const [position, { name, createdAt, sealed }] of secrets.entries()) {
          insert.run(bin.no, provider, position, name, createdAt, sealed)
        }
      }
      if (extra) {
        removeExtra.run(bin.no, provider)
        const isEmpty = Object.keys(extra).length === 0
        if (!isEmpty) insertExtra.run(bin.no, provider, JSON.stringify(extra))
      }
      askRecheck.run(bin.no, provider)
      return true
    },
  )

  const change = db.transaction((...[id, provider, to]: Parameters<Store['changeSecrets']>) => {
    const bin = finder.findBin(id)
    if (bin === undefined) return false
    const held = listSecrets.all(bin.no).filter((row) => row.provider === provider)
    return set(id, provider, { secrets: to(held.map(toSecret)) })
  })

  return {
    async listSecrets(id) {
      const bin = finder.findBin(id)
      return bin === undefined ? [] : joined(listSecrets.all(bin.no), listExtras.all(bin.no))
    },

    async setSecrets(id, provider, given) {
      return set.immediate(id, provider, given)
    },

    async changeSecrets(id, provider, to) {
      return change.immediate(id, provider, to)
    },
  }
}

function joined(
  secrets: readonly SecretRow[],
  extras: readonly ExtraRow[],
): readonly SealedSecrets[] {
  const ids = [...secrets, ...extras].map(({ provider }) => provider)
  return [...new Set(ids)].sort().map((provider) => {
    const extra = extras.find((row) => row.provider === provider)?.extra
    return {
      provider,
      secrets: secrets.filter((row) => row.provider === provider).map(toSecret),
      // Written by `setSecrets` alone.
      extra: extra === undefined ? {} : (JSON.parse(extra) as SealedSecrets['extra']),
    }
  })
}

function toSecret({ name, created_at, sealed }: SecretRow): SealedSecret {
  return { name, createdAt: created_at, sealed }
}
