// What stands below the last row: more is coming, it failed to come, or this is all.

import type { BinSession } from '../state/bin-session.ts'
import { Button } from '../ui/button.tsx'

export function OlderEnd({ session }: { session: BinSession }) {
  const { older, list, bin } = session
  const { firstSeq = 1 } = bin.value ?? {}
  switch (older.state.value) {
    case 'more':
    case 'loading':
      return <p class="list-end">Loading older requests…</p>
    case 'failed':
      return (
        <p class="list-end">
          Older requests could not be loaded.
          <Button kind="plain" onClick={() => older.loadMore()}>
            Try again
          </Button>
        </p>
      )
    case 'end':
      return list.rows.value.length > 12 ? (
        <p class="list-end">
          {firstSeq > 1 ? 'Older requests were deleted or dropped.' : 'This is the first request.'}
        </p>
      ) : null
  }
}
