// What bins answer and check with, remembered: no capture asks the database for it (decision 004).

import type { BinCredentials } from '../providers/examine.ts'
import type { Store } from '../store/store.ts'
import type { BinId } from '../wire/ids.ts'
import type { BinRules } from '../wire/rules/rules.ts'

export interface KnownBin extends BinRules {
  readonly held: BinCredentials
}

export interface KnownBins {
  /** Undefined when there is no such bin. It may have been deleted since: the commit has the last word. */
  rulesOf(bin: BinId): KnownBin | undefined | Promise<KnownBin | undefined>
  /** Its rules or secrets have changed, or it is gone. */
  forget(bin: BinId): void
}

export interface KnownBinsOptions {
  readonly store: Pick<Store, 'getBin'>
  /**
   * What the bin holds of its providers; called once for each bin that is seen, and after `forget`. Asked each time
   * while something of it cannot be opened: the key may be put back.
   */
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
}

const mostKnown = 10_000

export function createKnownBins({ store, credentialsOf }: KnownBinsOptions): KnownBins {
  const known = new Map<BinId, KnownBin>()
  /** Of whatever bin. */
  let changes = 0

  async function learn(bin: BinId): Promise<KnownBin | undefined> {
    for (;;) {
      const before = changes
      const record = await store.getBin(bin)
      if (record === undefined) return undefined
      const held = await credentialsOf(bin)
      // Read in parts: a change in between may be in one of them alone.
      if (changes !== before) continue
      const { passThrough, handshakes } = record
      const rules = { passThrough, handshakes, held }
      if ([...held.values()].some(({ isLocked }) => isLocked)) return rules
      if (known.size >= mostKnown) known.clear()
      known.set(bin, rules)
      return rules
    }
  }

  return {
    rulesOf: (bin) => known.get(bin) ?? learn(bin),
    forget(bin) {
      changes += 1
      known.delete(bin)
    },
  }
}
