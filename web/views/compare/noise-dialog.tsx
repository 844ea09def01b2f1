// The rules of what is noise, to be read and changed.

import { useSignal } from '@preact/signals'
import { useId } from 'preact/hooks'
import type { Comparing } from '../../state/comparing.ts'
import { noiseKindFacts, noiseKinds } from '../../text/compare/noise-kinds.ts'
import { parsePath } from '../../text/compare/noise-path.ts'
import { defaultNoiseRules, withPath } from '../../text/compare/noise-rules.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export function NoiseDialog({ comparing }: { comparing: Comparing }) {
  const { rules, isEditingRules } = comparing
  const close = () => {
    isEditingRules.value = false
  }
  return (
    <Dialog title="What is noise" onClose={close}>
      <p class="muted">
        What differs between any two webhooks without meaning anything. It is shown in grey and
        counted apart. This list is kept in this browser, for all bins.
      </p>
      <Kinds comparing={comparing} />
      <Paths comparing={comparing} />
      <footer class="dialog-foot">
        <Button
          kind="plain"
          onClick={() => {
            rules.value = defaultNoiseRules
          }}
        >
          Reset to defaults
        </Button>
        <Button kind="primary" onClick={close}>
          Done
        </Button>
      </footer>
    </Dialog>
  )
}

function Kinds({ comparing: { rules } }: { comparing: Comparing }) {
  const chosen = rules.value.kinds
  return (
    <fieldset class="noise-kinds">
      <legend>Kinds of values, wherever they are</legend>
      {noiseKinds.map((kind) => (
        <label key={kind}>
          <input
            type="checkbox"
            checked={chosen.includes(kind)}
            onChange={(event) => {
              const others = chosen.filter((other) => other !== kind)
              rules.value = {
                ...rules.value,
                kinds: event.currentTarget.checked ? [...others, kind] : others,
              }
            }}
          />
          <span>{noiseKindFacts[kind].label}</span>
          <code>{noiseKindFacts[kind].example}</code>
        </label>
      ))}
    </fieldset>
  )
}

function Paths({ comparing: { rules } }: { comparing: Comparing }) {
  const draft = useSignal('')
  const error = useSignal('')
  const id = useId()

  function add(): void {
    const path = draft.value.trim()
    try {
      parsePath(path)
    } catch (fault) {
      error.value = fault instanceof Error ? fault.message : String(fault)
      return
    }
    rules.value = withPath(rules.value, path)
    draft.value = ''
  }

  return (
    <section class="noise-paths" aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>Places</h3>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          add()
        }}
      >
        <input
          class="field mono"
          type="text"
          autoComplete="off"
          autoCapitalize="off"
          spellcheck={false}
          placeholder="body.data.object.created"
          aria-label="Path to ignore"
          aria-describedby={`${id}-error ${id}-syntax`}
          aria-invalid={error.value !== ''}
          value={draft.value}
          onInput={(event) => {
            draft.value = event.currentTarget.value
            error.value = ''
          }}
        />
        <Button type="submit" icon="plus">
          Add
        </Button>
      </form>
      <p class="field-error" id={`${id}-error`} role="alert">
        {error.value}
      </p>
      <p class="muted" id={`${id}-syntax`}>
        <code>headers.date</code> is a header, in any case. <code>*</code> stands for a part of a
        name: <code>headers.x-*-id</code>. <code>**</code> stands for any number of steps:{' '}
        <code>body.**.id</code>. <code>body.items[*].sku</code> is in any item, and{' '}
        <code>body."line items".id</code> has a quoted name. Paths begin with request, query,
        headers, trailers, body, answer or sent.
      </p>
      <ul class="noise-list">
        {rules.value.paths.map((path) => (
          <li key={path}>
            <code>{path}</code>
            <IconButton
              label={`Remove ${path}`}
              icon="close"
              onClick={() => {
                const paths = rules.value.paths.filter((other) => other !== path)
                rules.value = { ...rules.value, paths }
              }}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
