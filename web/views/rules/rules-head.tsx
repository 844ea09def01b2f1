// The head of the rules: whose they are, whether they are saved, and what is done with all of them.

import { useSignal } from '@preact/signals'
import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { counted } from '../../text/format-size.ts'
import { rulesFile } from '../../text/rules/rules-file.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { downloadBlob } from '../../ui/download.ts'
import { Icon } from '../../ui/icons.tsx'
import { MenuItem, Popover } from '../../ui/popover.tsx'
import { ConflictBanner } from './conflict-banner.tsx'
import { ImportDialog } from './import-dialog.tsx'

export interface RulesHeadProps {
  readonly rules: RulesPage
  readonly onLeave: () => void
}

export function RulesHead({ rules, onLeave }: RulesHeadProps) {
  const { canChange, toasts } = useInspector()
  const { editor, session } = rules
  const isImporting = useSignal(false)
  const saving = editor.saving.value
  const isDirty = editor.isDirty.value
  const name = session.bin.value?.name || session.id

  function discard() {
    const takeBack = editor.discard()
    toasts.info('Changes discarded', { label: 'Undo', run: takeBack })
  }

  function exportRules() {
    const draft = editor.draft.peek()
    const saved = editor.saved.peek()
    if (!draft || !saved) return
    const blob = new Blob([rulesFile(draft, saved)], { type: 'application/octet-stream' })
    downloadBlob(blob, `${session.id}-rules.json`)
  }

  return (
    <header class="rules-head">
      <IconButton label="Back (Esc)" icon="back" onClick={onLeave} />
      <h2 tabIndex={-1}>
        Responses <span class="muted not-narrow">of {name}</span>
      </h2>
      <span class="spring" />
      {saving.type === 'failed' && (
        <p class="rules-failed" role="alert">
          Not saved. {saving.message}
        </p>
      )}
      {canChange.value && <SavedState rules={rules} />}
      {canChange.value && isDirty && (
        <>
          <Button
            kind="plain"
            class="not-narrow"
            onClick={discard}
            disabled={saving.type === 'saving'}
          >
            Discard
          </Button>
          <Button
            kind="primary"
            title="Save (Ctrl+S)"
            onClick={() => rules.save()}
            disabled={saving.type === 'saving'}
          >
            {saving.type === 'saving' ? 'Saving…' : 'Save'}
          </Button>
        </>
      )}
      <Popover name="More for all rules" icon="more" align="end">
        {(close) => (
          <>
            <MenuItem
              icon="download"
              onClick={() => {
                close()
                exportRules()
              }}
            >
              Export as JSON
            </MenuItem>
            {canChange.value && (
              <MenuItem
                icon="plus"
                onClick={() => {
                  close()
                  isImporting.value = true
                }}
              >
                Import…
              </MenuItem>
            )}
            {isDirty && canChange.value && (
              <MenuItem
                icon="trash"
                isDanger
                onClick={() => {
                  close()
                  discard()
                }}
              >
                Discard the changes
              </MenuItem>
            )}
          </>
        )}
      </Popover>
      <ConflictBanner rules={rules} />
      {isImporting.value && (
        <ImportDialog
          rules={rules}
          onClose={() => {
            isImporting.value = false
          }}
        />
      )}
    </header>
  )
}

function SavedState({ rules }: { rules: RulesPage }) {
  const { editor } = rules
  const changes = editor.changes.value.size
  const flaws = editor.flaws.value.size
  if (!editor.saved.value) return null
  if (changes === 0) {
    return (
      <span class="rules-state muted">
        <Icon name="check" />
        Saved
      </span>
    )
  }
  if (flaws > 0) {
    return (
      <Button kind="plain" icon="warning" class="bad" title="Show it" onClick={rules.showFlaw}>
        {counted(flaws, 'mistake')}
      </Button>
    )
  }
  return (
    <span class="rules-state warn">
      <Icon name="dot" />
      Not saved
    </span>
  )
}
