// A button that shows a small panel below itself, closed by Escape, by choosing, or by going elsewhere.

import { type Signal, useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { Button, type ButtonKind } from './button.tsx'
import type { IconName } from './icons.tsx'

export interface PopoverProps {
  /** The button's name. */
  name: string
  label?: ComponentChildren
  icon?: IconName
  kind?: ButtonKind
  class?: string
  align?: 'start' | 'end'
  /** Opens upwards: for what stands at the bottom of the screen. */
  isUp?: boolean
  /** Given where something else opens it too, a key for one. */
  isOpen?: Signal<boolean>
  children: (close: () => void) => ComponentChildren
}

export function Popover(props: PopoverProps) {
  const { name, label, icon, kind = 'plain', class: extra = '', align = 'start', isUp } = props
  const own = useSignal(false)
  const isOpen = props.isOpen ?? own
  const root = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const panelId = useId()

  function close() {
    if (root.current?.contains(document.activeElement)) button.current?.focus()
    isOpen.value = false
  }

  // With the panel, not after the next frame: a key may be pressed before that.
  useLayoutEffect(() => {
    if (!isOpen.value) return
    const onDown = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) {
        isOpen.value = false
      }
    }
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return
      event.stopPropagation()
      close()
    }
    document.addEventListener('pointerdown', onDown)
    document.addEventListener('focusin', onDown)
    document.addEventListener('keydown', onKey, true)
    return () => {
      document.removeEventListener('pointerdown', onDown)
      document.removeEventListener('focusin', onDown)
      document.removeEventListener('keydown', onKey, true)
    }
  }, [isOpen.value])

  return (
    <div class={`popover ${align} ${isUp ? 'up' : ''} ${extra}`} ref={root}>
      <Button
        kind={kind}
        {...(icon ? { icon } : {})}
        class={label === undefined ? 'icon-only' : ''}
        buttonRef={button}
        title={name}
        {...(label === undefined ? { 'aria-label': name } : {})}
        aria-expanded={isOpen.value}
        aria-controls={panelId}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        {label}
      </Button>
      <div class="popover-panel" id={panelId} hidden={!isOpen.value}>
        {isOpen.value && props.children(close)}
      </div>
    </div>
  )
}

export interface MenuItemProps {
  icon?: IconName
  children: ComponentChildren
  onClick: () => void
  isDanger?: boolean
  /** The key that does the same. */
  hint?: string
}

export function MenuItem({ icon, children, onClick, isDanger, hint }: MenuItemProps) {
  return (
    <Button
      kind="plain"
      class={`menu-item ${isDanger ? 'is-danger' : ''}`}
      onClick={onClick}
      {...(icon ? { icon } : {})}
    >
      <span class="menu-label">{children}</span>
      {hint && <kbd>{hint}</kbd>}
    </Button>
  )
}
