// Single keys, and what each does. Keys with a modifier, and typing in a field, stay the browser's.

import type { Page } from './context.ts'

export const keyHelp = [
  { keys: ['j', 'k'], text: 'Next older, next newer request' },
  { keys: ['Enter'], text: 'Into the request' },
  { keys: ['Esc'], text: 'Back out' },
  { keys: ['1', '–', '7'], text: 'Overview, Body … Notes' },
  { keys: ['/'], text: 'Filter the requests' },
  { keys: ['c'], text: 'Copy as curl, or as last chosen' },
  { keys: ['C'], text: 'Copy in another format' },
  { keys: ['r'], text: 'Replay to the last target at once' },
  { keys: ['u'], text: 'Mark as read or unread' },
  { keys: ['p'], text: 'Pin or unpin' },
  { keys: ['#'], text: 'Delete the request' },
  { keys: ['?'], text: 'This sheet' },
] as const

type KeyWindow = Pick<Window, 'document' | 'addEventListener' | 'removeEventListener'>

export function listenToKeys(page: Page, window: KeyWindow): { close(): void } {
  const { actions } = page
  const { document } = window
  const list = () => document.getElementById('request-list')
  const panel = () => document.getElementById('request-panel')

  /** A screen reader follows the focus: without one, moving would be silent. */
  const move = (step: 1 | -1) => {
    if (document.activeElement === document.body) list()?.focus()
    actions.move(step)
  }

  const singleKeys: Readonly<Record<string, () => void>> = {
    j: () => move(1),
    k: () => move(-1),
    c: () => actions.copyAs(),
    C: () => {
      actions.isCopyMenuOpen.value = page.selected.value !== undefined
    },
    r: actions.replayNow,
    u: actions.toggleRead,
    p: actions.togglePin,
    '#': actions.remove,
    '/': () => document.getElementById('filter')?.focus(),
    '?': () => {
      page.dialog.value = 'help'
    },
    ...Object.fromEntries(
      Array.from({ length: 7 }, (_, index) => [String(index + 1), () => actions.showTabAt(index)]),
    ),
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
    if (page.dialog.value !== null) return
    const target = event.target instanceof Element ? event.target : null
    if (event.key === 'Escape') {
      // Out of a field first, keeping what was typed.
      if (target?.closest('input, textarea') && !page.place.value?.replay) list()?.focus()
      else if (page.layout.isNarrow.value || page.place.value?.replay) actions.back()
      else list()?.focus()
      return
    }
    if (target?.closest('input:not([type=checkbox], [type=radio]), textarea, select')) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      // Elsewhere the arrows scroll.
      if (document.activeElement !== document.body) return
      move(event.key === 'ArrowDown' ? 1 : -1)
    } else if (event.key === 'Enter') {
      if (target !== list()) return
      if (!page.selected.value) actions.move(1)
      panel()?.focus()
    } else {
      const run = page.hasSingleKeys.value ? singleKeys[event.key] : undefined
      if (!run) return
      run()
    }
    event.preventDefault()
  }

  window.addEventListener('keydown', onKeyDown)
  return { close: () => window.removeEventListener('keydown', onKeyDown) }
}
