// A modal dialog: the browser's own, which keeps the focus inside and gives it back.

import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { IconButton } from './button.tsx'

export interface DialogProps {
  title: string
  children: ComponentChildren
  onClose: () => void
  isWide?: boolean
}

export function Dialog({ title, children, onClose, isWide = false }: DialogProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()

  useLayoutEffect(() => {
    dialog.current?.showModal()
    const find = (selector: string) => dialog.current?.querySelector<HTMLElement>(selector)
    // What is to be typed or done, or the way out of a question: not the cross, which comes first.
    const first = find('input[autocomplete], footer .primary') ?? find('footer .button')
    first?.focus()
  }, [])

  /** Told at once: the browser's own event comes later, and keys pressed until then would go nowhere. */
  function close(): void {
    dialog.current?.close()
    onClose()
  }

  return (
    // The keyboard's way out is Escape, which the browser turns into `cancel`.
    // biome-ignore lint/a11y/useKeyWithClickEvents: see above
    <dialog
      ref={dialog}
      class={`dialog ${isWide ? 'is-wide' : ''}`}
      aria-labelledby={titleId}
      onClose={onClose}
      onCancel={(event) => {
        // A field for files inside has a `cancel` of its own.
        if (event.target !== dialog.current) return
        event.preventDefault()
        close()
      }}
      onClick={(event) => {
        if (event.target === dialog.current) close()
      }}
    >
      <div class="dialog-inside">
        <header>
          <h2 id={titleId}>{title}</h2>
          <IconButton label="Close" icon="close" onClick={close} />
        </header>
        {children}
      </div>
    </dialog>
  )
}
