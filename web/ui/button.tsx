// The button in its few shapes: with a label, or an icon that has a name.

import type { ComponentChildren, Ref } from 'preact'
import { Icon, type IconName } from './icons.tsx'

export type ButtonKind = 'plain' | 'outlined' | 'primary' | 'danger'

export interface ButtonProps {
  onClick?: (event: MouseEvent) => void
  children?: ComponentChildren
  kind?: ButtonKind
  icon?: IconName
  type?: 'button' | 'submit'
  disabled?: boolean
  /** Says more than the label does; shown on hover. */
  title?: string
  class?: string
  buttonRef?: Ref<HTMLButtonElement>
  'aria-expanded'?: boolean
  'aria-pressed'?: boolean
  'aria-controls'?: string
  'aria-label'?: string
}

export function Button({
  children,
  kind = 'outlined',
  icon,
  type = 'button',
  class: extra = '',
  buttonRef,
  ...rest
}: ButtonProps) {
  return (
    <button {...rest} type={type} class={`button ${kind} ${extra}`} ref={buttonRef ?? null}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  )
}

export function IconButton({
  label,
  icon,
  kind = 'plain',
  class: extra = '',
  ...rest
}: Omit<ButtonProps, 'children' | 'icon' | 'title'> & { label: string; icon: IconName }) {
  return (
    <Button {...rest} kind={kind} class={`icon-only ${extra}`} aria-label={label} title={label}>
      <Icon name={icon} />
    </Button>
  )
}
