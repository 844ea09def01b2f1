// What a store keeps of how bins answer: part of its contract.

import type { BinId } from '../wire/ids.ts'
import type { RuleSet } from '../wire/rules/rules.ts'
import type { Changed } from './store.ts'

export interface RuleStore {
  /**
   * Its rules as they are, or were at a version; undefined without the bin, and when that version is no longer kept.
   * Version 0 is a bin's without any.
   */
  getRules(bin: BinId, version?: number): Promise<RuleSet | undefined>
  /** Keeps the version after `from`; `conflict` when there is one already, undefined without the bin. */
  saveRules(
    bin: BinId,
    rules: Omit<RuleSet, 'version'>,
    from: number,
  ): Promise<Changed<RuleSet> | 'conflict' | undefined>
}
