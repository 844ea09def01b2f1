// How the page is laid out: the list's width and the timeline, which the user sets, and the window's class, which
// they do not.

import { type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type KeyValueStore, storedSignal } from './stored.ts'

export const listWidth = { least: 280, usual: 380, most: 560 } as const

export interface Layout {
  readonly listWidthPx: Signal<number>
  readonly hasTimeline: Signal<boolean>
  /** Below 768 px: screens instead of panes. */
  readonly isNarrow: ReadonlySignal<boolean>
  /** From 1024 px the list can be resized. */
  readonly isWide: ReadonlySignal<boolean>
}

type MatchMedia = (query: string) => Pick<MediaQueryList, 'matches' | 'addEventListener'>

export function createLayout(storage: KeyValueStore, matchMedia: MatchMedia): Layout {
  const follow = (query: string) => {
    const list = matchMedia(query)
    const matches = signal(list.matches)
    list.addEventListener('change', (event) => {
      matches.value = event.matches
    })
    return matches
  }
  return {
    listWidthPx: storedSignal<number>(storage, 'hooklens:list-width', listWidth.usual, (found) =>
      typeof found === 'number' ? clampListWidth(found) : undefined,
    ),
    hasTimeline: storedSignal<boolean>(
      storage,
      'hooklens:timeline',
      true,
      (found) => found === true,
    ),
    isNarrow: follow('(width < 768px)'),
    isWide: follow('(width >= 1024px)'),
  }
}

export function clampListWidth(px: number): number {
  return Math.round(Math.min(listWidth.most, Math.max(listWidth.least, px)))
}
