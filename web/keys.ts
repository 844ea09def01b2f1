// What a key press does: the keys of commands, and the few that move about. Typing in a field, and keys with a modifier, stay the browser's.

import { commands, runOf } from './commands/index.ts'
import type { Page } from './context.ts'

type KeyWindow = Pick<Window, 'document' | 'addEventListener' | 'removeEventListener'>

/** Fields that take letters; a check box does not. */
const fields =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, [contenteditable]:not([contenteditable=false])'

/** What a press of the space bar works. */
const pressed =
  'button, a, summary, input, [role=tab], [role=treeitem], [role=slider], [tabindex="0"]'

export function listenToKeys(page: Page, window: KeyWindow): { close(): void } {
  const { actions } = page
  const { document } = window
  const list = () => document.getElementById('request-list')
  const panel = () => document.getElementById('request-panel')

  /** A screen reader follows the focus: without one, moving would be silent. */
  function focusList(): void {
    if (document.activeElement === document.body) list()?.focus()
  }

  function goBack(from: Element | null): void {
    const { place, layout } = page
    // Out of a field first, keeping what was typed.
    if (page.isInSettings.value) (page.viewCommands.find('leave') ?? actions.back)()
    else if (from?.closest('input, textarea') && !place.value?.replay) list()?.focus()
    else if (layout.isNarrow.value || place.value?.replay || place.value?.compare) actions.back()
    else list()?.focus()
  }

  function runSingle(key: string, from: Element | null): boolean {
    if (!page.hasSingleKeys.value) return false
    // In the list the space bar has nothing to press; in the panel it scrolls.
    if (key === ' ' && from !== list() && from?.closest(`${pressed}, #${panel()?.id}`)) return false
    const command = commands.find(({ keys }) => keys?.includes(key))
    const run = command && runOf(page, command)
    if (!run) return false
    if (command.movesInList) focusList()
    run()
    return true
  }

  /** Whether the key was one of ours. */
  function press(key: string, from: Element | null): boolean {
    if (key === 'ArrowDown' || key === 'ArrowUp') {
      // Elsewhere the arrows scroll.
      if (document.activeElement !== document.body) return false
      focusList()
      actions.move(key === 'ArrowDown' ? 1 : -1)
      return true
    }
    if (key === 'Enter') {
      if (from !== list()) return false
      if (!page.selected.value) actions.move(1)
      panel()?.focus()
      return true
    }
    return runSingle(key, from)
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.defaultPrevented) return
    const from = event.target instanceof Element ? event.target : null
    if (isPaletteKey(event)) page.dialog.value ??= 'palette'
    else if (event.ctrlKey || event.metaKey || event.altKey) return
    else if (page.dialog.value !== null || from?.closest('dialog')) return
    // Kept from the browser, which would close a question that it opens.
    else if (event.key === 'Escape') goBack(from)
    else if (isTyping(event)) return
    else if (!press(event.key, from)) return
    event.preventDefault()
  }

  window.addEventListener('keydown', onKeyDown)
  return { close: () => window.removeEventListener('keydown', onKeyDown) }
}

/** Also within a shadow root, which stands before the window as one element. */
function isTyping(event: KeyboardEvent): boolean {
  const [innermost] = event.composedPath()
  return innermost instanceof Element && innermost.closest(fields) !== null
}

export function isPaletteKey({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  return key.toLowerCase() === 'k' && ctrlKey !== metaKey && !altKey && !shiftKey
}
