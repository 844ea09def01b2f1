// What the palette finds: commands, and with them the bins, targets, formats and requests they take.

import type { Page } from '../context.ts'
import { copyFormats } from '../text/copy-as/formats.ts'
import type { IconName } from '../ui/icons.tsx'
import { commandGroups, isOffered, runOf } from './index.ts'

export interface PaletteItem {
  /** The same for the same thing each time, so that it is known again. */
  readonly id: string
  readonly label: string
  readonly group: string
  readonly icon?: IconName
  readonly keys?: readonly string[]
  /** What else someone may type to find it. */
  readonly words?: string
  run(): void
}

/** All that can be done now, in the order of the groups. */
export function paletteItems(page: Page): readonly PaletteItem[] {
  return [
    ...commandGroups.flatMap(({ name, commands }) =>
      commands
        .filter((command) => isOffered(page, command))
        .map((command) => ({ ...command, group: name, run: () => runOf(page, command)?.() })),
    ),
    ...formats(page),
    ...targets(page),
    ...bins(page),
  ]
}

/** What typing something that is no command may mean. */
export function typedItems(page: Page, query: string): readonly PaletteItem[] {
  if (page.session.value?.status.value.type !== 'ready' || query === '') return []
  const seq = /^#?(\d{1,15})$/.exec(query)?.[1]
  return [
    ...(seq
      ? [
          {
            id: 'go-to',
            label: `Go to request #${seq}`,
            group: 'Request',
            run: () => page.select(Number(seq)),
          },
        ]
      : []),
    {
      id: 'filter-by',
      label: `Filter by ${query}`,
      group: 'List',
      icon: 'search',
      run: () => page.actions.applyFilter(query),
    },
  ]
}

/** Those in which each word of `query` is found, the best first. */
export function findItems(items: readonly PaletteItem[], query: string): readonly PaletteItem[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean)
  return items
    .map((item) => ({ item, score: scoreOf(item, words) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score)
    .map(({ item }) => item)
}

/** A word at the label's start counts most, then one at a word's start, then any; 0 when one is missing. */
function scoreOf({ label, words = '', group }: PaletteItem, wanted: readonly string[]): number {
  const shown = label.toLowerCase()
  const hidden = `${words} ${group}`.toLowerCase()
  let score = 1
  for (const word of wanted) {
    if (shown.startsWith(word)) score += 8
    else if (shown.includes(` ${word}`) || shown.includes(`#${word}`)) score += 4
    else if (shown.includes(word)) score += 2
    else if (hidden.includes(word)) score += 1
    else return 0
  }
  return score
}

function formats({ selected, actions }: Page): readonly PaletteItem[] {
  if (!selected.value) return []
  return copyFormats.map(({ id, label }) => ({
    id: `copy-as-${id}`,
    label: `Copy as ${label}`,
    group: 'Request',
    icon: 'copy',
    run: () => void actions.copyAs(id),
  }))
}

function targets({ selected, canChange, session, actions }: Page): readonly PaletteItem[] {
  if (!selected.value || !canChange.value) return []
  return (session.value?.replay.targets.value.recent ?? []).map((target) => ({
    id: `replay-to ${target}`,
    label: `Replay to ${target}`,
    group: 'Request',
    icon: 'replay',
    run: () => actions.replayTo(target),
  }))
}

function bins({ keyring, place, openBin }: Page): readonly PaletteItem[] {
  return keyring.bins.value
    .filter(({ id }) => id !== place.value?.bin)
    .map(({ id, name }) => ({
      id: `bin ${id}`,
      label: `Open ${name || id}`,
      words: `switch bin ${id}`,
      group: 'Bin',
      icon: 'back',
      run: () => openBin(id),
    }))
}
