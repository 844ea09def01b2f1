// Asks what is to become of changes that are not saved, before the rules are left.

import { useSignal } from '@preact/signals'
import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'

export interface LeaveDialogProps {
  readonly rules: RulesPage
  readonly onClose: () => void
}

export function LeaveDialog({ rules, onClose }: LeaveDialogProps) {
  const { actions } = useInspector()
  const { editor } = rules
  const isBusy = useSignal(false)

  async function save() {
    isBusy.value = true
    const isSaved = await rules.save()
    onClose()
    if (isSaved) actions.leaveRules()
  }

  return (
    <Dialog title="Save the changes?" onClose={onClose}>
      <div class="prose">
        <p>The rules as you changed them do not answer yet. Left as they are, they wait here.</p>
      </div>
      <footer>
        <Button
          kind="danger"
          onClick={() => {
            editor.discard()
            actions.leaveRules()
          }}
        >
          Discard
        </Button>
        <Button onClick={actions.leaveRules}>Leave them unsaved</Button>
        <Button kind="primary" onClick={save} disabled={isBusy.value}>
          Save
        </Button>
      </footer>
    </Dialog>
  )
}
