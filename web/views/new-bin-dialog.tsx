// Makes another bin, under an id of the user's choice or of chance.

import { useSignal } from '@preact/signals'
import { binIdRule, parseBinId } from '../../server/wire/ids.ts'
import { messageOf } from '../api.ts'
import { useInspector } from '../context.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'

export function NewBinDialog({ onClose }: { onClose: () => void }) {
  const { mint } = useInspector()
  const id = useSignal('')
  const error = useSignal<string | undefined>(undefined)
  const isBusy = useSignal(false)

  async function create(event: Event) {
    event.preventDefault()
    const wanted = id.value.trim()
    if (wanted !== '' && !parseBinId(wanted)) {
      error.value = binIdRule
      return
    }
    isBusy.value = true
    try {
      await mint(wanted === '' ? {} : { id: wanted })
      onClose()
    } catch (failure) {
      error.value = messageOf(failure)
      isBusy.value = false
    }
  }

  return (
    <Dialog title="New bin" onClose={onClose}>
      <form onSubmit={create}>
        <label class="label" for="new-bin-id">
          Id <span class="muted">(optional)</span>
        </label>
        <input
          id="new-bin-id"
          class="field mono"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          placeholder="stripe-dev"
          value={id.value}
          aria-describedby="new-bin-hint new-bin-error"
          aria-invalid={error.value !== undefined}
          onInput={(event) => {
            id.value = event.currentTarget.value
            error.value = undefined
          }}
        />
        <p class="muted" id="new-bin-hint">
          It becomes part of the capture URL. Left empty, one is chosen that nobody can guess.
        </p>
        <p class="field-error" id="new-bin-error" role="alert">
          {error.value}
        </p>
        <footer>
          <Button onClick={onClose}>Cancel</Button>
          <Button kind="primary" type="submit" disabled={isBusy.value}>
            Create
          </Button>
        </footer>
      </form>
    </Dialog>
  )
}
