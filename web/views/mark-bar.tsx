// Says which request waits to be compared, and offers the open one as the other side.

import type { Seq } from '../../server/wire/ids.ts'
import { useInspector } from '../context.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'

export function MarkBar({ seq }: { seq: Seq }) {
  const { actions } = useInspector()
  const marked = actions.markedForCompare.value
  if (marked === undefined) return null
  return (
    <div class="mark-bar">
      <Icon name="compare" />
      {marked === seq ? (
        <span>Marked. Choose another request to compare it with.</span>
      ) : (
        <>
          <span>Marked #{marked}</span>
          <Button kind="outlined" onClick={() => actions.compare(marked, seq)}>
            Compare with #{seq}
          </Button>
        </>
      )}
      <IconButton label="Take the mark away" icon="close" onClick={actions.clearMark} />
    </div>
  )
}
