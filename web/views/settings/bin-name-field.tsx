// The bin's name, saved by Enter or on leaving the field; Escape takes back what was typed.

import { useSignal } from '@preact/signals'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'

const longestName = 200

type Saving =
  | { readonly type: 'idle' | 'saving' | 'saved' }
  | { readonly type: 'failed'; readonly message: string }

export function BinNameField({ session }: { session: BinSession }) {
  const { canChange } = useInspector()
  const saved = session.bin.value?.name ?? ''
  /** Undefined while nothing is typed: the name may change elsewhere. */
  const draft = useSignal<string | undefined>(undefined)
  const saving = useSignal<Saving>({ type: 'idle' })
  const state = saving.value
  const isTyped = draft.value !== undefined && draft.value.trim() !== saved

  async function save() {
    const wanted = draft.peek()?.trim()
    if (wanted === undefined || saving.peek().type === 'saving') return
    if (wanted === saved) {
      draft.value = undefined
      return
    }
    saving.value = { type: 'saving' }
    try {
      await session.rename(wanted)
      if (draft.peek()?.trim() === wanted) draft.value = undefined
      saving.value = { type: 'saved' }
    } catch (error) {
      saving.value = { type: 'failed', message: messageOf(error) }
    }
  }

  return (
    <form
      class="settings-field"
      onSubmit={(event) => {
        event.preventDefault()
        save()
      }}
    >
      <label class="label" for="bin-name">
        Name
      </label>
      <input
        id="bin-name"
        class="field"
        type="text"
        autoComplete="off"
        maxLength={longestName}
        placeholder={session.id}
        value={draft.value ?? saved}
        readOnly={!canChange.value}
        aria-describedby="bin-name-said"
        aria-invalid={state.type === 'failed'}
        onInput={(event) => {
          draft.value = event.currentTarget.value
          saving.value = { type: 'idle' }
        }}
        onBlur={save}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || draft.value === undefined) return
          // The first Escape is the field's, the next one leaves the settings.
          event.stopPropagation()
          draft.value = undefined
          saving.value = { type: 'idle' }
        }}
      />
      <p
        id="bin-name-said"
        class={state.type === 'failed' ? 'field-error' : 'muted'}
        aria-live="polite"
      >
        {state.type === 'saving' && 'Saving…'}
        {state.type === 'saved' && '✓ Saved'}
        {state.type === 'failed' && `Not saved. ${state.message}`}
        {state.type === 'idle' &&
          (isTyped
            ? 'Enter saves, Esc takes it back.'
            : 'Shown in place of the id, to everyone who opens the bin. The capture URL stays as it is.')}
      </p>
    </form>
  )
}
