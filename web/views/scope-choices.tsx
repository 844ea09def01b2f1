// Which requests something is done with: those chosen, those the filter takes, or all.

import type { Signal } from '@preact/signals'
import type { Scope } from '../state/scopes.ts'
import { Choices } from '../ui/choices.tsx'

export interface ScopeChoicesProps {
  readonly scopes: readonly Scope[]
  readonly chosen: Signal<Scope['id']>
}

export function ScopeChoices({ scopes, chosen }: ScopeChoicesProps) {
  return (
    <Choices
      name="Which requests"
      items={scopes.map(({ id, label, text }) => ({
        id,
        label,
        ...(text ? { what: <code>{text}</code> } : {}),
      }))}
      chosen={chosen.value}
      onChoose={(id) => {
        chosen.value = id
      }}
    />
  )
}
