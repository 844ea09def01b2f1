// What is wrong with a field, right below it.

import type { RulesPage } from '../../state/rules-page.ts'

export interface FlawProps {
  readonly rules: RulesPage
  readonly place: string
  /** What the field is described by. */
  readonly id: string
  /** Where the field asks in other units than the rule has. */
  readonly inWords?: string
}

export function Flaw({ rules, place, id, inWords }: FlawProps) {
  const message = rules.editor.flaws.value.get(place)
  return (
    <p class="rule-flaw bad" id={id} aria-live="polite">
      {message && (inWords ?? message)}
    </p>
  )
}
