// A switch with a name and a sentence that says what it does.

export interface SwitchProps {
  readonly name: string
  readonly text: string
  readonly isOn: boolean
  /** `text` says why. */
  readonly isDisabled?: boolean
  readonly onChange: (isOn: boolean) => void
}

export function Switch({ name, text, isOn, isDisabled = false, onChange }: SwitchProps) {
  return (
    <label class="switch-line">
      <input
        type="checkbox"
        role="switch"
        class="switch"
        disabled={isDisabled}
        checked={isOn}
        aria-checked={isOn}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <span>
        <b>{name}</b>
        <span class="muted">{text}</span>
      </span>
    </label>
  )
}
