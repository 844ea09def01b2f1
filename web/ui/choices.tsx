// A choice of one among a few, one below the other, each with room for a line that explains it.

import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'

export interface ChoicesProps<T extends string> {
  readonly name: string
  readonly items: readonly {
    readonly id: T
    readonly label: string
    readonly what?: ComponentChildren
  }[]
  readonly chosen: T
  readonly onChoose: (id: T) => void
}

export function Choices<T extends string>({ name, items, chosen, onChoose }: ChoicesProps<T>) {
  const group = useId()
  return (
    <fieldset class="choices">
      <legend class="label">{name}</legend>
      {items.map(({ id, label, what }) => (
        <label key={id}>
          <input type="radio" name={group} checked={id === chosen} onChange={() => onChoose(id)} />
          <span>
            {label}
            {what && <span class="muted">{what}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  )
}
