// Makes filters of what someone points at: a value in a body, a header.

import type { ReadonlySignal } from '@preact/signals'
import { parseFilter } from '../../server/wire/filter/parse.ts'
import { printFilter, printKey } from '../../server/wire/filter/print.ts'
import type { Key, Pattern } from '../../server/wire/filter/syntax.ts'
import type { BinRoute, Router } from '../router.ts'
import type { JsonStep } from '../text/json-value.ts'

/** Longer values make no filter anyone would read. */
const longestValue = 300

/** `body.data.object.id`. */
export function bodyPath(steps: readonly JsonStep[]): string {
  return printKey(keyOf(steps))
}

/** `body.data.object.id:in_42`; undefined where no filter can say it. A value of undefined is any. */
export function bodyFilter(
  steps: readonly JsonStep[],
  value: string | undefined,
): string | undefined {
  return steps.length === 0 ? undefined : fieldFilter(keyOf(steps), value)
}

/** A value of undefined is any. */
export function headerFilter(name: string, value: string | undefined): string | undefined {
  return fieldFilter({ type: 'h', name: name.toLowerCase() }, value)
}

interface FilteredPage {
  readonly router: Pick<Router, 'go'>
  readonly place: ReadonlySignal<BinRoute | undefined>
}

/** Narrows the list to what `term` takes too. */
export function filterBy({ router, place }: FilteredPage, term: string | undefined): void {
  const from = place.value
  if (from && term !== undefined) router.go({ ...from, filter: narrow(from.filter, term) })
}

/** The filter that takes what both take. */
function narrow(filter: string, term: string): string {
  const parsed = parseFilter(filter)
  if (filter.trim() === '' || parsed.type !== 'filter') return term
  const before = filter.trim()
  if (parsed.filter.type === 'or') return `(${before}) ${term}`
  return ` ${before} `.includes(` ${term} `) ? before : `${before} ${term}`
}

function keyOf(steps: readonly JsonStep[]): Key {
  return {
    type: 'body',
    path: steps.map((step) => ({
      type: 'name',
      name: 'key' in step ? String(JSON.parse(step.key)) : String(step.index),
    })),
  }
}

function fieldFilter(key: Key, value: string | undefined): string | undefined {
  // A field of one line cannot hold it.
  if (value !== undefined && (value.length > longestValue || /\p{Cc}/u.test(value)))
    return undefined
  const test: Pattern =
    value === undefined ? { type: 'glob', text: '*' } : { type: 'exact', text: value }
  const text = printFilter({ type: 'field', key, tests: [test] })
  return parseFilter(text).type === 'filter' ? text : undefined
}
