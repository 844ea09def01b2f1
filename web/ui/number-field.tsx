// A field for a whole number within bounds.

import type { Signal } from '@preact/signals'

export interface NumberFieldProps {
  readonly name: string
  readonly value: Signal<number>
  readonly min: number
  readonly max: number
}

/** The browser says what is wrong with a number when the form is sent. */
export function NumberField({ name, value, min, max }: NumberFieldProps) {
  return (
    <label>
      <span class="label">{name}</span>
      <input
        class="field"
        type="number"
        inputMode="numeric"
        required
        min={min}
        max={max}
        step={1}
        value={value.value}
        onInput={({ currentTarget }) => {
          if (currentTarget.validity.valid) value.value = currentTarget.valueAsNumber
        }}
      />
    </label>
  )
}
