// What bins answer and check with, remembered: no capture asks the database for it (decision 004).

import type { BinCredentials } from '../providers/examine.ts'
import type { CompiledRules } from '../responses/compile.ts'
import type { Store } from '../store/store.ts'
import type { BinId } from '../wire/ids.ts'
import type { BinRules } from '../wire/rules/rules.ts'
import { type KeyRoom, type RuleTurns, recoverTurns } from './rule-turns.ts'

export interface KnownBin extends BinRules {
  readonly held: BinCredentials
  /** Undefined where nobody has set any. */
  readonly rules: CompiledRules | undefined
  readonly turns: RuleTurns
}

export interface KnownBins {
  /** Undefined when there is no such bin. It may have been deleted since: the commit has the last word. */
  rulesOf(bin: BinId): KnownBin | undefined | Promise<KnownBin | undefined>
  /** Its rules or secrets have changed, or it is gone. */
  forget(bin: BinId): void
}

export interface KnownBinsOptions {
  readonly store: Pick<Store, 'getBin' | 'getRules' | 'listRequests'>
  /**
   * What the bin holds of its providers; called once for each bin that is seen, and after `forget`. Asked each time
   * while something of it cannot be opened: the key may be put back.
   */
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
}

const mostKnown = 10_000
/** Of all known bins' rules, in characters of their JSON: what is made of them takes a few times that. */
const mostRulesChars = 64 * 1024 * 1024
/** Keys that turns are counted on, some 200 bytes each. */
const mostKeys = 500_000

/** Templates and regular expressions take their time to load, and few bins have rules. */
const loadCompiler = () => import('../responses/compile.ts')

export function createKnownBins({ store, credentialsOf }: KnownBinsOptions): KnownBins {
  const known = new Map<BinId, KnownBin>()
  /** Counted on while rules and secrets change. */
  const turns = new Map<BinId, RuleTurns>()
  const room: KeyRoom = { left: mostKeys }
  let rulesChars = 0
  /** Of whatever bin. */
  let changes = 0

  async function learn(bin: BinId): Promise<KnownBin | undefined> {
    for (;;) {
      const before = changes
      const record = await store.getBin(bin)
      if (record === undefined) {
        turns.delete(bin)
        return undefined
      }
      const held = await credentialsOf(bin)
      const set = await store.getRules(bin)
      const hasRules = set !== undefined && set.version > 0
      const rules = hasRules ? (await loadCompiler()).compileRules(set) : undefined
      const recovered = turns.get(bin) ?? (await recoverTurns(store, bin, set?.rules ?? [], room))
      // Read in parts: a change in between may be in one of them alone.
      if (changes !== before) continue
      // Requests that came at once may each have looked: they count on one.
      const counted = turns.get(bin) ?? recovered
      const { passThrough, handshakes } = record
      const learned = { passThrough, handshakes, held, rules, turns: counted }
      if (hasRules) rulesChars += JSON.stringify(set).length
      if (known.size >= mostKnown || rulesChars > mostRulesChars) forgetAll()
      counted.keep(set?.rules ?? [])
      turns.set(bin, counted)
      if (![...held.values()].some(({ isLocked }) => isLocked)) known.set(bin, learned)
      return learned
    }
  }

  /** All of it can be found again. */
  function forgetAll(): void {
    known.clear()
    turns.clear()
    rulesChars = 0
    room.left = mostKeys
  }

  return {
    rulesOf(bin) {
      if (room.left <= 0) forgetAll()
      return known.get(bin) ?? learn(bin)
    },
    forget(bin) {
      changes += 1
      known.delete(bin)
    },
  }
}
