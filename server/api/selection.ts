// Which requests of a bin a call is about: those a filter takes, those of a list of seqs, or all of them.

import { z } from '@hono/zod-openapi'
import type { BinRecord, RequestPage, Store } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import { createPredicate, type FilterPredicate } from '../wire/filter/match.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import { compileRegex } from '../wire/filter/regex.ts'
import type { FilterError } from '../wire/filter/syntax.ts'
import type { Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import { maxSeqsText, parseSeqs, type SeqRange, seqsRule } from '../wire/seqs.ts'
import { filterText } from './schemas.ts'

export interface Selection {
  readonly filter?: FilterPredicate
  readonly ranges?: readonly SeqRange[]
}

const seqsText = z
  .string()
  .max(
    maxSeqsText,
    `a list of seqs has at most ${maxSeqsText} characters; send a longer one in parts`,
  )
  .openapi({
    description: 'Only these seqs: numbers and ranges between commas. Not together with `filter`.',
    example: '1,4..9',
  })

export const selectionShape = { filter: filterText.optional(), seqs: seqsText.optional() }

export interface SelectionText {
  readonly filter?: string | undefined
  readonly seqs?: string | undefined
}

/** Throws `bad-request` where a text is wrong, or both are given. */
export function readSelection({ filter, seqs }: SelectionText, now: number): Selection {
  if (seqs === undefined) return filter === undefined ? {} : { filter: readFilter(filter, now) }
  if (filter !== undefined) {
    throw new AppError('bad-request', 'Send either seqs or a filter: the two do not combine.')
  }
  const ranges = parseSeqs(seqs)
  if (ranges === undefined) throw new AppError('bad-request', seqsRule)
  return { ranges }
}

/** Throws `bad-request` where both ends are given and nothing can lie between them. */
export function checkRange(low: RangeEnd, high: RangeEnd): void {
  const [[lowName, from], [highName, to]] = [low, high]
  if (from === undefined || to === undefined || from < to) return
  throw new AppError('bad-request', `'${lowName}' must be less than '${highName}'.`)
}

type RangeEnd = readonly [name: string, value: number | undefined]

const pageSize = 500
const everySeq: SeqRange = { from: 1, to: Number.MAX_SAFE_INTEGER - 1 }

/** What of it is there now, ascending: what arrives meanwhile stays out, or a busy bin would never be done. */
export async function* selectedPages(
  store: Pick<Store, 'listRequests'>,
  { id, lastSeq }: Pick<BinRecord, 'id' | 'lastSeq'>,
  { filter, ranges = [everySeq] }: Selection,
): AsyncGenerator<readonly RequestSummary[]> {
  let page: RequestSummary[] = []
  for (const { from, to } of ranges) {
    const before = Math.min(to, lastSeq) + 1
    let after: Seq | null = Math.max(0, from - 1)
    while (after !== null && after + 1 < before) {
      const limit: number = pageSize - page.length
      const found: RequestPage = await store.listRequests(id, {
        after,
        before,
        limit,
        order: 'asc',
        ...(filter ? { filter } : {}),
      })
      page.push(...found.requests)
      after = found.next
      if (after === null || page.length === 0) continue
      yield page
      page = []
    }
  }
  if (page.length > 0) yield page
}

/** Throws `bad-request` with the place and the reason in words. */
export function readFilter(text: string, now: number): FilterPredicate {
  const parsed = parseFilter(text, compileRegex)
  if (parsed.type === 'error') throw new AppError('bad-request', explain(text, parsed.error))
  return createPredicate(parsed.filter, { now, compileRegex })
}

function explain(text: string, { message, from, to }: FilterError): string {
  const wrong = text.slice(from, to)
  const place = from >= text.length ? 'its end' : `character ${from + 1}`
  const quoted = wrong === '' || wrong.length > 80 ? '' : `, “${wrong}”`
  return `The filter is wrong at ${place}${quoted}. ${message}`
}
