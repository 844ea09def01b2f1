// Light, dark or as the system has it.

import { effect, type Signal } from '@preact/signals'
import { type KeyValueStore, storedSignal } from './stored.ts'

export const themes = ['system', 'light', 'dark'] as const

export type Theme = (typeof themes)[number]

/** The root element's `data-theme` follows the signal; the style sheet does the rest. */
export function createTheme(storage: KeyValueStore, root: HTMLElement): Signal<Theme> {
  const theme = storedSignal<Theme>(storage, 'hooklens:theme', 'system', (found) =>
    themes.find((name) => name === found),
  )
  effect(() => {
    root.dataset.theme = theme.value
  })
  return theme
}
