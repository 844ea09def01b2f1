// A rule for requests like one that is at hand: the filter that takes them.

import { parseFilter } from '../../../server/wire/filter/parse.ts'
import { printFilter } from '../../../server/wire/filter/print.ts'
import type { PlainKey } from '../../../server/wire/filter/syntax.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'

export type Likened = Pick<RequestSummary, 'method' | 'path' | 'provider'>

/** By method, path and event: what a sender means by "the same webhook". */
export function filterLike({ method, path, provider }: Likened): string {
  return [
    term('method', method),
    term('path', path || '/'),
    provider && term('provider', provider.id),
    provider?.event && term('event', provider.event),
  ]
    .filter(Boolean)
    .join(' ')
}

/** `method:POST`; empty where no filter can say it. */
export function term(key: PlainKey, text: string): string {
  if (/\p{Cc}/u.test(text)) return ''
  const printed = printFilter({
    type: 'field',
    key: { type: key },
    tests: [{ type: 'exact', text }],
  })
  return parseFilter(printed).type === 'filter' ? printed : ''
}
