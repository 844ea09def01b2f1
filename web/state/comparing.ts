// How comparisons are looked at in this browser: what is noise, whether equal parts are shown, which difference one is at.

import { computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { pathForRule } from '../text/compare/noise-path.ts'
import {
  createMuter,
  defaultNoiseRules,
  type Mute,
  type Muter,
  type NoiseRules,
  parseNoiseRules,
  withoutMute,
  withPath,
} from '../text/compare/noise-rules.ts'
import type { Difference } from '../text/compare/parts.ts'
import { type KeyValueStore, storedSignal } from './stored.ts'

export interface Comparing {
  readonly rules: Signal<NoiseRules>
  readonly mute: ReadonlySignal<Muter>
  /** Equal parts too. */
  readonly showsWhole: Signal<boolean>
  /** The difference whose details are open. */
  readonly current: Signal<Difference | undefined>
  readonly isEditingRules: Signal<boolean>
  ignore(difference: Difference): void
  count(mute: Mute): void
}

export function createComparing(storage: KeyValueStore): Comparing {
  const rules = storedSignal(storage, 'hooklens:compare-noise', defaultNoiseRules, parseNoiseRules)
  return {
    rules,
    mute: computed(() => createMuter(rules.value)),
    showsWhole: storedSignal<boolean>(
      storage,
      'hooklens:compare-whole',
      false,
      (found) => found === true,
    ),
    current: signal(undefined),
    isEditingRules: signal(false),
    ignore({ steps }) {
      rules.value = withPath(rules.value, pathForRule(steps))
    },
    count(mute) {
      rules.value = withoutMute(rules.value, mute)
    },
  }
}
