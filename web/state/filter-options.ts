// What the filter field offers at its caret: filters used before, keys, and values seen; each as the text it makes.

import type { RequestSummary } from '../../server/wire/requests.ts'
import type { FilterLanguage } from './filter-language.ts'
import type { OpenedRequest } from './filter-seen-opened.ts'

export interface FilterOption {
  readonly label: string
  readonly what: string
  /** What the field holds once it is chosen, and where the caret then stands. */
  readonly text: string
  readonly caret: number
  /** A whole filter, to be applied at once. */
  readonly isWhole: boolean
}

export interface FilterOptionsInput {
  readonly engine: ReturnType<FilterLanguage['engine']['peek']>
  readonly text: string
  readonly caret: number
  readonly rows: readonly RequestSummary[]
  /** Those looked at last. */
  readonly opened: readonly OpenedRequest[]
  readonly recent: readonly string[]
}

export function filterOptions(input: FilterOptionsInput): readonly FilterOption[] {
  const { engine, text, caret, rows, opened, recent } = input
  const used = text.trim() === '' ? recent.map(asWhole) : []
  if (!engine) return used
  const { from, to, options } = engine.complete(text, caret, rows, opened)
  const parts = options.map(({ insert, what }): FilterOption => {
    // A key goes on with its value; a value is done with.
    const isKey = what !== '' && /[:.]$/.test(insert)
    const rest = text.slice(to)
    const inserted = isKey || /^[\s,)]/.test(rest) ? insert : `${insert} `
    return {
      label: insert,
      what: what.replaceAll('`', ''),
      text: text.slice(0, from) + inserted + rest,
      caret: from + inserted.length,
      isWhole: false,
    }
  })
  return [...used, ...parts]
}

function asWhole(text: string): FilterOption {
  return { label: text, what: 'used before', text, caret: text.length, isWhole: true }
}
