// The keys that work while the list has the focus: a listbox's own, which no setting turns off.

import type { Page } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'

export interface ListKeysOptions {
  readonly selectedIndex: number
  /** How many rows a page key goes. */
  readonly pageRows: number
  readonly toNewest: () => void
  readonly toOldest: () => void
}

export function listKeys(
  { actions, place, select }: Page,
  session: BinSession,
  options: ListKeysOptions,
) {
  const { shown, choice } = session
  const { selectedIndex, pageRows } = options

  function go(index: number, isChoosing: boolean): void {
    const row = shown.at(Math.max(0, Math.min(index, shown.count.value - 1)))
    if (!row) return
    if (isChoosing) choice.extendTo(row.request.seq, place.value?.seq ?? null)
    select(row.request.seq, { replace: true })
  }

  /** Whether the key was one of the list's. */
  function press({ key, shiftKey, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
    if (altKey) return false
    if (ctrlKey || metaKey) {
      if (key.toLowerCase() !== 'a' || shiftKey) return false
      choice.chooseAll()
      return true
    }
    switch (key) {
      case 'ArrowDown':
      case 'ArrowUp':
        actions.move(key === 'ArrowDown' ? 1 : -1, { isChoosing: shiftKey })
        return true
      case 'PageDown':
      case 'PageUp':
        go(selectedIndex + (key === 'PageDown' ? pageRows : -pageRows), shiftKey)
        return true
      case 'Home':
        options.toNewest()
        return true
      case 'End':
        options.toOldest()
        return true
      case 'ArrowRight':
      case 'ArrowLeft':
        actions.showRepeats(key === 'ArrowRight')
        return true
      case 'Escape':
        if (!choice.isChoosing.value) return false
        choice.clear()
        return true
      default:
        return false
    }
  }

  return (event: KeyboardEvent): void => {
    if (!press(event)) return
    event.preventDefault()
    event.stopPropagation()
  }
}
