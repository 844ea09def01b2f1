// A field for a number that may be left blank. What is typed stays as it is typed.

import { useRef } from 'preact/hooks'

export interface NumberInputProps {
  readonly id: string
  readonly value: number | undefined
  readonly placeholder: string
  readonly label?: string
  readonly isWide?: boolean
  readonly isWrong: boolean
  readonly describedBy?: string
  /** NaN for what is no number. */
  readonly onChange: (value: number | undefined) => void
}

export function NumberInput(props: NumberInputProps) {
  const { id, value, placeholder, label, isWide, isWrong, describedBy, onChange } = props
  /** `0.` and `0.0` are both 0 on the way to 0.05. */
  const typed = useRef('')
  const isTyped = readNumber(typed.current) === value || (Number.isNaN(value) && typed.current)
  return (
    <input
      id={id}
      class={`field mono is-number ${isWide ? 'is-wide' : ''}`}
      type="text"
      inputMode="decimal"
      autoComplete="off"
      placeholder={placeholder}
      aria-label={label}
      aria-invalid={isWrong}
      aria-describedby={describedBy}
      value={isTyped ? typed.current : (value ?? '')}
      onInput={({ currentTarget }) => {
        typed.current = currentTarget.value
        onChange(readNumber(currentTarget.value))
      }}
    />
  )
}

function readNumber(text: string): number | undefined {
  const clean = text.trim().replace(',', '.')
  return clean === '' ? undefined : Number(clean)
}
