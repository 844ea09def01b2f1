// The bar over the list while requests are chosen: how many, and what is done to all of them.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { MenuItem, Popover } from '../ui/popover.tsx'

export function ChoiceBar({ session }: { session: BinSession }) {
  const { actions, canChange, dialog } = useInspector()
  const { choice, list, older, filter, missing } = session
  const seqs = [...choice.seqs.value]
  const [one, other] = seqs
  const isAll = seqs.length === list.rows.value.length
  const state = older.state.value
  const isMore = state !== 'end'
  const everyone = filter.search.value
    ? 'Select all that match'
    : `Select all ${(list.rows.value.length + missing.value).toLocaleString('en')}`
  return (
    <div class="choice-bar" role="toolbar" aria-label="Selected requests">
      <IconButton label="Clear the selection (Esc)" icon="close" onClick={choice.clear} />
      <output class="choice-count">{seqs.length.toLocaleString('en')} selected</output>
      {isAll && isMore && (
        <Button
          kind="plain"
          class="choose-all"
          disabled={state === 'loading'}
          onClick={actions.chooseEvery}
        >
          {everyone}
        </Button>
      )}
      <span class="spring" />
      {one !== undefined && (
        <>
          {other !== undefined && seqs.length === 2 && (
            <IconButton
              label="Compare the two"
              icon="compare"
              onClick={() => actions.compare(one, other)}
            />
          )}
          {canChange.value && (
            <>
              <IconButton
                label="Replay the selected requests…"
                icon="replay"
                onClick={() => actions.replayMany({ seqs })}
              />
              <IconButton
                label="Delete the selected requests (#)"
                icon="trash"
                onClick={actions.remove}
              />
            </>
          )}
        </>
      )}
      <Popover name="More for the selection" icon="more" align="end">
        {(close) => {
          const item = (text: string, run: () => void) => (
            <MenuItem
              onClick={() => {
                close()
                run()
              }}
            >
              {text}
            </MenuItem>
          )
          return (
            <>
              {item(isMore ? everyone : 'Select all', actions.chooseEvery)}
              {one !== undefined && item('Export…', actions.exportChosen)}
              {one !== undefined && canChange.value && (
                <>
                  {item('Mark as read', () => actions.markChosen({ read: true }))}
                  {item('Mark as unread', () => actions.markChosen({ read: false }))}
                  {item('Tags…', () => {
                    dialog.value = 'tag-many'
                  })}
                  {item('Pin', () => actions.markChosen({ pinned: true }))}
                  {item('Unpin', () => actions.markChosen({ pinned: false }))}
                </>
              )}
            </>
          )
        }}
      </Popover>
    </div>
  )
}
