// In place of a rule, while none is open: what rules are, and those that are one click away.

import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { FirstPresets } from './preset-menu.tsx'

export interface NoRuleOpenProps {
  readonly rules: RulesPage
  /** The address names one that is not there. */
  readonly isGone: boolean
}

export function NoRuleOpen({ rules, isGone }: NoRuleOpenProps) {
  const { canChange } = useInspector()
  const count = rules.editor.draft.value?.rules.length ?? 0
  return (
    <section class="no-rule" aria-label="No rule is open">
      {isGone && <p>This rule is not there any more.</p>}
      <h3>What should senders be answered?</h3>
      <p class="muted">
        Rules are asked from the top; the first that takes a request answers it.{' '}
        {count > 0
          ? 'Choose one to see or change it.'
          : 'Without any, every request gets the answer at the bottom.'}
      </p>
      {canChange.value && <FirstPresets rules={rules} />}
    </section>
  )
}
