// Asks before something that cannot be taken back, and stays open to say why it failed.

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { messageOf } from '../api.ts'
import { Button } from './button.tsx'
import { Dialog } from './dialog.tsx'

export interface ConfirmProps {
  title: string
  children: ComponentChildren
  /** What the button does, as a verb: `Delete the bin`. */
  action: string
  run: () => Promise<void> | void
  onClose: () => void
}

export function Confirm({ title, children, action, run, onClose }: ConfirmProps) {
  const isBusy = useSignal(false)
  const error = useSignal<string | undefined>(undefined)

  async function confirm() {
    isBusy.value = true
    error.value = undefined
    try {
      await run()
      onClose()
    } catch (failure) {
      error.value = messageOf(failure)
      isBusy.value = false
    }
  }

  return (
    <Dialog title={title} onClose={onClose}>
      <div class="prose">{children}</div>
      {error.value && (
        <p class="field-error" role="alert">
          {error.value}
        </p>
      )}
      <footer>
        <Button onClick={onClose}>Cancel</Button>
        <Button kind="danger" onClick={confirm} disabled={isBusy.value}>
          {action}
        </Button>
      </footer>
    </Dialog>
  )
}
