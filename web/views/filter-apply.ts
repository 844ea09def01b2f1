// Puts a filter into the address, which applies it; refuses one that is wrong, so that the list stays as it was.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'

export function useApplyFilter({ id, filter }: BinSession): (text: string) => Promise<void> {
  const { router, place } = useInspector()

  function go(text: string): void {
    const from = place.value
    filter.draft.value = text
    if (from?.bin === id) router.go({ ...from, filter: text })
  }

  return async (text) => {
    const wanted = text.trim()
    filter.draft.value = text
    if (wanted === '') return go('')
    const reading = await filter.language.readWhole(wanted)
    // Something else was typed meanwhile.
    if (filter.draft.peek() !== text || reading?.type === 'wrong') return
    filter.recent.remember(wanted)
    go(wanted)
  }
}
