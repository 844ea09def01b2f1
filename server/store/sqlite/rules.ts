// How bins answer, version by version; all go with their bin.

import type Database from 'better-sqlite3'
import type { RuleSet } from '../../wire/rules/rules.ts'
import type { Store } from '../store.ts'
import { number } from './parameters.ts'
import type { RequestFinder } from './requests.ts'

export type RuleRows = Pick<Store, 'getRules' | 'saveRules'>

interface RuleRow {
  readonly version: number
  /** A `RuleSet` without its version. */
  readonly rules: string
}

const mostVersions = 100
/** Of one bin's older versions. */
const mostBytes = 2 * 1024 * 1024

export function createRuleRows(db: Database.Database, finder: RequestFinder): RuleRows {
  const newest = db.prepare<[number], RuleRow>(
    `SELECT version, rules FROM rule_sets WHERE bin_no = ${number} ORDER BY version DESC LIMIT 1`,
  )
  const find = db.prepare<[number, number], RuleRow>(
    `SELECT version, rules FROM rule_sets WHERE bin_no = ${number} AND version = ${number}`,
  )
  const insert = db.prepare('INSERT INTO rule_sets (bin_no, version, rules) VALUES (?, ?, ?)')
  const prune = db.prepare(`
    DELETE FROM rule_sets WHERE bin_no = :no AND version < :version AND (
      version <= :version - ${mostVersions} OR version <= (
        SELECT max(version) FROM (
          SELECT version, sum(length(rules)) OVER (ORDER BY version DESC) AS bytes
            FROM rule_sets WHERE bin_no = :no AND version < :version
        ) WHERE bytes > ${mostBytes}))`)

  const save = db.transaction((...[id, rules, from]: Parameters<Store['saveRules']>) => {
    const bin = finder.findBin(id)
    if (bin === undefined) return undefined
    const version = newest.get(bin.no)?.version ?? 0
    if (version !== from) return 'conflict' as const
    insert.run(bin.no, version + 1, JSON.stringify(rules))
    prune.run({ no: bin.no, version: version + 1 })
    return { rev: finder.bumpRev(bin), value: { ...rules, version: version + 1 } }
  })

  return {
    async getRules(id, version) {
      const bin = finder.findBin(id)
      if (bin === undefined) return undefined
      if (version === 0) return noRules
      const row = version === undefined ? newest.get(bin.no) : find.get(bin.no, version)
      if (row === undefined) return version === undefined ? noRules : undefined
      // Written by `saveRules` alone.
      const rules = JSON.parse(row.rules) as Omit<RuleSet, 'version'>
      return { ...rules, version: row.version }
    },

    async saveRules(id, rules, from) {
      return save.immediate(id, rules, from)
    },
  }
}

const noRules: RuleSet = { version: 0, rules: [], default: null }
