// What a user keeps about the request: tags, a note and a pin, saved as one types.

import { useEffect } from 'preact/hooks'
import { useInspector } from '../context.ts'
import type { NoteState } from '../state/marks.ts'
import { Button } from '../ui/button.tsx'
import type { TabProps } from './detail-pane.tsx'
import { TagFilters } from './tag-chips.tsx'
import { TagsField } from './tags-field.tsx'

const longestNote = 10_000

const stateText: Record<NoteState, string> = {
  saved: 'Saved',
  unsaved: 'Not saved yet',
  saving: 'Saving…',
  failed: 'Could not be saved. Type on to try again.',
}

export function NotesTab({ session, request }: TabProps) {
  const { canChange, actions } = useInspector()
  const { seq, note, tags, pinned } = request

  useEffect(() => () => session.marks.flush(), [session])

  if (!canChange.value) {
    if (tags.length === 0 && note === '') return <p class="nothing">There is no note.</p>
    return (
      <div class="notes">
        <TagFilters tags={tags} />
        <p class="note-text">{note}</p>
      </div>
    )
  }
  return (
    <div class="notes">
      <TagsField session={session} requests={[request]} />
      <label class="label" for="note">
        Note
      </label>
      <textarea
        id="note"
        class="field"
        rows={8}
        maxLength={longestNote}
        placeholder="What is worth remembering about this request?"
        value={note}
        onInput={(event) => session.marks.write(seq, event.currentTarget.value)}
      />
      <div class="notes-line">
        <Button icon="pin" aria-pressed={pinned} onClick={actions.togglePin}>
          {pinned ? 'Pinned' : 'Pin'}
        </Button>
        <span class="muted" aria-live="polite">
          {note === '' && session.marks.noteState.value === 'saved'
            ? ''
            : stateText[session.marks.noteState.value]}
        </span>
      </div>
    </div>
  )
}
