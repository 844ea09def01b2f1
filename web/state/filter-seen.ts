// The values that the loaded requests have for a filter's keys, most frequent first: what completion offers.

import type { SeenValues } from '../../server/wire/filter/complete.ts'
import type { KeyName } from '../../server/wire/filter/syntax.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { decodePairs } from '../text/decode-pairs.ts'

/** More would be read at every key that is pressed. */
const mostRows = 2_000

export function seenIn(rows: readonly RequestSummary[]): SeenValues {
  return (key, name) => {
    const counts = new Map<string, number>()
    for (const row of rows.slice(0, mostRows)) {
      for (const value of new Set(valuesOf(row, key, name))) {
        if (value) counts.set(value, (counts.get(value) ?? 0) + 1)
      }
    }
    return [...counts].sort(([, a], [, b]) => b - a).map(([value]) => value)
  }
}

function valuesOf(
  row: RequestSummary,
  key: KeyName,
  name: string | undefined,
): readonly (string | null | undefined)[] {
  switch (key) {
    case 'method':
      return [row.method]
    case 'path':
      return [row.path || '/']
    case 'ct':
      return [row.body.contentType?.split(';')[0]?.trim()]
    case 'ip':
      return [row.remoteAddress]
    case 'status':
      return [row.response?.status?.toString()]
    case 'provider':
      return [row.provider?.id]
    case 'event':
      return [row.provider?.event]
    case 'sig':
      return [row.signature?.verdict, row.signature?.reason]
    case 'tag':
      return row.tags
    case 'q':
      return queryValues(row.query, name)
    default:
      return []
  }
}

/** Names without white space or signs of the grammar; or the values of one. */
function queryValues(query: string, name: string | undefined): readonly (string | null)[] {
  const pairs = decodePairs(query)
  if (name === undefined) {
    return pairs.map((pair) => pair.name).filter((found) => /^[\w-]+$/.test(found))
  }
  return pairs
    .filter((pair) => pair.name.toLowerCase() === name.toLowerCase())
    .map(({ value }) => value)
}
