// Copies the open request in the format last chosen; beside it, the menu of all formats.

import { useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from '../context.ts'
import { copyFormats } from '../text/copy-as/formats.ts'
import { Button } from '../ui/button.tsx'
import { MenuItem, Popover } from '../ui/popover.tsx'

export function CopyAs({ isUp = false }: { isUp?: boolean }) {
  const { actions } = useInspector()
  const chosen = actions.copyFormat.value
  const label = copyFormats.find(({ id }) => id === chosen)?.label
  return (
    <span class="copy-as">
      <Button
        kind="plain"
        icon="copy"
        aria-label={`Copy as ${label}`}
        title={`Copy as ${label} (c)`}
        onClick={() => actions.copyAs()}
      >
        <span class="copy-as-label">{isUp ? label : `Copy as ${label}`}</span>
      </Button>
      <Popover
        name="Copy in another format (C)"
        icon="chevron"
        align={isUp ? 'start' : 'end'}
        isOpen={actions.isCopyMenuOpen}
        isUp={isUp}
      >
        {(close) => <Formats close={close} />}
      </Popover>
    </span>
  )
}

function Formats({ close }: { close: () => void }) {
  const { actions } = useInspector()
  const list = useRef<HTMLFieldSetElement>(null)
  const chosen = actions.copyFormat.value

  const buttons = () => [...(list.current?.querySelectorAll('button') ?? [])]
  // Not after the next frame: a key may be pressed before that.
  useLayoutEffect(() => {
    buttons()[copyFormats.findIndex(({ id }) => id === chosen)]?.focus()
    return () => {
      actions.isCopyMenuOpen.value = false
    }
  }, [])

  function onKeyDown(event: KeyboardEvent): void {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const all = buttons()
    const index = all.findIndex((button) => button.matches(':focus'))
    all[(index + step + all.length) % all.length]?.focus()
  }

  return (
    <fieldset ref={list} class="copy-formats" onKeyDown={onKeyDown}>
      <legend class="menu-title">Copy as</legend>
      {copyFormats.map(({ id, label }) => (
        <MenuItem
          key={id}
          icon={id === chosen ? 'check' : 'copy'}
          {...(id === chosen ? { hint: 'c' } : {})}
          onClick={() => {
            close()
            actions.copyAs(id)
          }}
        >
          {label}
        </MenuItem>
      ))}
    </fieldset>
  )
}
