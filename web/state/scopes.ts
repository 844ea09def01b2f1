// Which requests something can be done to at once: all, those a filter takes, or those that are selected.

import type { Selection } from '../api.ts'
import { counted } from '../text/format-size.ts'
import type { BinSession } from './bin-session.ts'

export interface Scope {
  readonly id: 'all' | 'filter' | 'seqs'
  readonly label: string
  readonly text?: string
  readonly selection: Selection
  /** Null while it is not known. */
  readonly count: number | null
}

/** All; those the filter takes, the one given or else the one applied; and the selected ones. The last is meant. */
export function scopesOf(
  { total, filter, list, older }: BinSession,
  given: Selection,
): readonly Scope[] {
  const all: Scope = {
    id: 'all',
    label: `All ${counted(total.peek(), 'request')}`,
    selection: {},
    count: total.peek(),
  }
  const applied = filter.text.peek().trim()
  const text = given.filter ?? applied
  const count = text === applied && older.state.peek() === 'end' ? list.rows.peek().length : null
  const matching: Scope = {
    id: 'filter',
    label: count === null ? 'Those that match' : `The ${count.toLocaleString('en')} that match`,
    text,
    selection: { filter: text },
    count,
  }
  const { seqs = [] } = given
  const selected: Scope = {
    id: 'seqs',
    label: `The ${seqs.length.toLocaleString('en')} selected`,
    selection: { seqs },
    count: seqs.length,
  }
  return [all, ...(text === '' ? [] : [matching]), ...(given.seqs ? [selected] : [])]
}
