// Sealed secrets of providers, a row each; they go with their bin.

import type Database from 'better-sqlite3'
import type { ProviderSecrets, SecretSummary } from '../../wire/secrets.ts'
import type { SealedSecret, Store } from '../store.ts'
import { number, text } from './parameters.ts'
import type { RequestFinder } from './requests.ts'

export type SecretRows = Pick<Store, 'listSecrets' | 'getSecrets' | 'setSecrets'>

interface Row {
  readonly provider: string
  readonly name: string
  readonly created_at: number
}

export function createSecretRows(db: Database.Database, finder: RequestFinder): SecretRows {
  const list = db.prepare<[number], Row>(
    `SELECT provider, name, created_at FROM secrets WHERE bin_no = ${number}
      ORDER BY provider, position`,
  )
  const get = db.prepare<[number, string], Omit<Row, 'provider'> & { sealed: Buffer }>(
    `SELECT name, created_at, sealed FROM secrets WHERE bin_no = ${number} AND provider = ${text}
      ORDER BY position`,
  )
  const remove = db.prepare(`DELETE FROM secrets WHERE bin_no = ${number} AND provider = ${text}`)
  const insert = db.prepare(
    'INSERT INTO secrets (bin_no, provider, position, name, created_at, sealed) VALUES (?, ?, ?, ?, ?, ?)',
  )

  const set = db.transaction((...[id, provider, secrets]: Parameters<Store['setSecrets']>) => {
    const bin = finder.findBin(id)
    if (bin === undefined) return false
    remove.run(bin.no, provider)
    for (const [position, { name, createdAt, sealed }] of secrets.entries()) {
      insert.run(bin.no, provider, position, name, createdAt, sealed)
    }
    return true
  })

  return {
    async listSecrets(id) {
      const bin = finder.findBin(id)
      return bin === undefined ? [] : grouped(list.all(bin.no))
    },

    async getSecrets(id, provider) {
      const bin = finder.findBin(id)
      if (bin === undefined) return []
      return get
        .all(bin.no, provider)
        .map(
          ({ name, created_at, sealed }): SealedSecret => ({ name, createdAt: created_at, sealed }),
        )
    },

    async setSecrets(id, provider, secrets) {
      return set.immediate(id, provider, secrets)
    },
  }
}

/** Rows of one provider stand together. */
function grouped(rows: readonly Row[]): readonly ProviderSecrets[] {
  const byProvider = new Map<string, SecretSummary[]>()
  for (const { provider, name, created_at } of rows) {
    const secrets = byProvider.get(provider) ?? []
    byProvider.set(provider, [...secrets, { name, createdAt: created_at }])
  }
  return [...byProvider].map(([provider, secrets]) => ({ provider, secrets }))
}
