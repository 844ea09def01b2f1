// Rules as they begin: blank, or of a preset.

import type { PresetRule } from '../../../server/wire/rules/presets.ts'
import { type DraftRule, draftRule } from './rule-draft.ts'

export function newRule(when = ''): DraftRule {
  return { id: newRuleId(), name: '', when, steps: [{ status: 200 }] }
}

export function ruleOfPreset(preset: PresetRule): DraftRule {
  return draftRule(preset)
}

/** Made here, so that a rule is the same one before and after it is first saved. */
export function newRuleId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(5))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
}
