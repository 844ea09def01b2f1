// Shows whichever dialog is open.

import '../styles/dialogs-part.css'
import { useInspector } from '../context.ts'
import { Confirm } from '../ui/confirm.tsx'
import { ExportDialog } from './export-dialog.tsx'
import { HelpDialog } from './help-dialog.tsx'
import { NewBinDialog } from './new-bin-dialog.tsx'
import { Palette } from './palette.tsx'
import { ReplayManyDialog } from './runs/replay-many-dialog.tsx'
import { RunsDialog } from './runs/runs-dialog.tsx'
import { TagManyDialog } from './tag-many-dialog.tsx'

export function Dialogs() {
  const { dialog, session, keyring, startOver, canChange } = useInspector()
  const open = session.value
  const shown = dialog.value
  // The browser says so later, when another may be open already.
  const close = () => {
    if (dialog.peek() === shown) dialog.value = null
  }
  if (dialog.value === 'palette') return <Palette />
  if (dialog.value === 'help') return <HelpDialog onClose={close} />
  if (dialog.value === 'new-bin') return <NewBinDialog onClose={close} />
  if (dialog.value === null || !open) return null
  const leave = () => {
    keyring.forget(open.id)
    startOver()
  }
  switch (dialog.value) {
    case 'export':
      return <ExportDialog session={open} onClose={close} />
    case 'replay-many':
      return <ReplayManyDialog session={open} onClose={close} />
    case 'runs':
      return <RunsDialog session={open} onClose={close} />
    case 'tag-many':
      return <TagManyDialog session={open} onClose={close} />
    case 'clear':
      return (
        <Confirm
          title="Delete all requests?"
          action="Delete all requests"
          onClose={close}
          run={async () => {
            const { upTo } = await open.api.clearRequests()
            open.list.removeUpTo(upTo)
          }}
        >
          <p>
            Every request of “{open.id}” goes, with its notes and deliveries. The capture URL keeps
            working. This cannot be undone.
          </p>
        </Confirm>
      )
    case 'delete-bin':
      return (
        <Confirm
          title={`Delete “${open.id}”?`}
          action="Delete the bin"
          onClose={close}
          run={async () => {
            await open.api.deleteBin()
            leave()
          }}
        >
          <p>
            Its capture URL stops working and everything in it goes, for everyone. This cannot be
            undone.
          </p>
        </Confirm>
      )
    case 'forget-bin':
      return (
        <Confirm
          title={`Forget “${open.id}” in this browser?`}
          action="Forget the bin"
          onClose={close}
          run={leave}
        >
          <p>The bin goes on, and its capture URL keeps working.</p>
          {canChange.value && (
            <p>
              This browser drops the owner key. Copy a link with the owner key first, or you will
              not be able to manage the bin again.
            </p>
          )}
        </Confirm>
      )
  }
}
