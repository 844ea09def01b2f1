// What takes the filter's grammar, in a file of its own so that it is fetched when a filter is first typed or met.

export {
  arrivalSpan,
  movesOn,
  printArrival,
  withArrival,
  withoutArrival,
} from '../../server/wire/filter/arrival.ts'
export { withoutPiece } from '../../server/wire/filter/pieces.ts'

import { type Completion, completeFilter } from '../../server/wire/filter/complete.ts'
import { describeFilter } from '../../server/wire/filter/describe.ts'
import { createPredicate, type FilterPredicate } from '../../server/wire/filter/match.ts'
import { type Parsed, parseFilter } from '../../server/wire/filter/parse.ts'
import {
  type Filter,
  type FilterError,
  hasRegex,
  type RegexCompiler,
} from '../../server/wire/filter/syntax.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { seenIn } from './filter-seen.ts'
import { type OpenedRequest, seenInOpened } from './filter-seen-opened.ts'

export type Reading =
  | { readonly type: 'wrong'; readonly error: FilterError; readonly parsed: Parsed }
  | {
      readonly type: 'filter'
      readonly filter: Filter
      readonly parsed: Parsed
      readonly sentence: string
      /** Only a compiler of regular expressions can say whether it is right. */
      readonly needsCompiler: boolean
    }

export function read(text: string, compileRegex: RegexCompiler | undefined): Reading {
  const parsed = parseFilter(text, compileRegex)
  if (parsed.type === 'error') return { type: 'wrong', error: parsed.error, parsed }
  const { filter } = parsed
  const needsCompiler = compileRegex === undefined && hasRegex(filter)
  return { type: 'filter', filter, parsed, sentence: describeFilter(filter), needsCompiler }
}

export function predicateOf(
  filter: Filter,
  now: number,
  compileRegex: RegexCompiler | undefined,
): FilterPredicate {
  return createPredicate(filter, { now, compileRegex })
}

export function complete(
  text: string,
  caret: number,
  rows: readonly RequestSummary[],
  opened: readonly OpenedRequest[],
): Completion {
  const inRows = seenIn(rows)
  const inOpened = seenInOpened(opened)
  return completeFilter(text, caret, (key, name) => [...inRows(key, name), ...inOpened(key, name)])
}
