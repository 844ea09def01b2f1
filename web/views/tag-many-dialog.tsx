// Gives the chosen requests tags, and takes them, as one types.

import type { BinSession } from '../state/bin-session.ts'
import { counted } from '../text/format-size.ts'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { TagsField } from './tags-field.tsx'

export function TagManyDialog({ session, onClose }: { session: BinSession; onClose: () => void }) {
  const { choice, list } = session
  // Read on: tags may be given elsewhere too.
  list.rows.value
  const requests = [...choice.seqs.value].flatMap((seq) => list.find(seq) ?? [])
  return (
    <Dialog title={`Tag ${counted(requests.length, 'request')}`} onClose={onClose}>
      <TagsField session={session} requests={requests} />
      <p class="muted">What is added goes to all of them; what is removed leaves all of them.</p>
      <footer>
        <Button kind="primary" onClick={onClose}>
          Done
        </Button>
      </footer>
    </Dialog>
  )
}
