// A search in one text: what is looked for, what was found, and which of it one is at.

import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { type FindQuery, type Matches, noMatches } from '../text/find-text.ts'
import { firstAbove } from '../text/sorted.ts'

export interface Find {
  readonly text: ReadonlySignal<string>
  readonly isCaseSensitive: ReadonlySignal<boolean>
  readonly matches: ReadonlySignal<Matches>
  /** Of the match one is at; -1 without any. */
  readonly index: ReadonlySignal<number>
  readonly isSearching: ReadonlySignal<boolean>
  look(text: string): void
  setCaseSensitive(is: boolean): void
  /** To the next match (1) or the previous one (-1), around the ends. */
  move(step: 1 | -1): void
}

/** What is looked for, kept from body to body. */
export interface BodySearch {
  readonly text: Signal<string>
  readonly isCaseSensitive: Signal<boolean>
}

export function createBodySearch(): BodySearch {
  return { text: signal(''), isCaseSensitive: signal(false) }
}

export interface FindDeps extends BodySearch {
  readonly isJson: boolean
  readonly find: (query: FindQuery) => Promise<Matches>
  /** Where one is in the text: the first match from there on is shown. */
  readonly from: () => number
  readonly show: (start: number) => void
}

export function createFind({ isJson, text, isCaseSensitive, find, from, show }: FindDeps): Find {
  const matches = signal<Matches>(noMatches)
  const index = signal(-1)
  const isSearching = signal(false)
  let latest = 0

  function goTo(wanted: number): void {
    index.value = wanted
    const start = matches.value.starts[wanted]
    if (start !== undefined) show(start)
  }

  async function search(): Promise<void> {
    latest += 1
    const mine = latest
    isSearching.value = true
    const found = await find({
      text: text.peek(),
      isCaseSensitive: isCaseSensitive.peek(),
      isJson,
    })
    if (mine !== latest) return
    batch(() => {
      isSearching.value = false
      matches.value = found
      const count = found.starts.length
      const next = from() === 0 ? 0 : firstAbove(found.starts, from() - 1)
      goTo(count === 0 ? -1 : next % count)
    })
  }

  if (text.peek() !== '') search()
  return {
    text,
    isCaseSensitive,
    matches,
    index,
    isSearching,
    look(wanted) {
      text.value = wanted
      search()
    },
    setCaseSensitive(is) {
      isCaseSensitive.value = is
      search()
    },
    move(step) {
      const count = matches.value.starts.length
      if (count > 0) goTo((index.value + step + count) % count)
    },
  }
}
