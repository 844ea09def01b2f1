// A choice of one among a few, side by side: radio buttons in the shape of one control.

import { useId } from 'preact/hooks'

export interface SegmentsProps<T extends string> {
  readonly name: string
  readonly items: readonly { readonly id: T; readonly label: string }[]
  readonly chosen: T
  readonly onChoose: (id: T) => void
}

export function Segments<T extends string>({ name, items, chosen, onChoose }: SegmentsProps<T>) {
  const group = useId()
  return (
    <fieldset class="segments">
      <legend class="off-screen">{name}</legend>
      {items.map(({ id, label }) => (
        <label key={id} class={id === chosen ? 'is-chosen' : ''}>
          <input
            type="radio"
            class="off-screen"
            name={group}
            checked={id === chosen}
            onChange={() => onChoose(id)}
          />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
