// Fetches a whole stretch of a bin's requests, page by page.

import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import type { RequestList } from './request-list.ts'

const pageSize = 500

/** All requests with `from ≤ seq`, ascending. */
export async function listFrom(
  api: Pick<BinApi, 'listRequests'>,
  from: Seq,
): Promise<RequestSummary[]> {
  const found: RequestSummary[] = []
  let after: Seq | null = from - 1
  while (after !== null) {
    const page = await api.listRequests({ after, limit: pageSize, order: 'asc' })
    found.push(...page.requests)
    after = page.next
  }
  return found
}

/** Replaces all that is in `list` by what the server has of that stretch; what arrives meanwhile stays. */
export async function reloadAll(
  api: Pick<BinApi, 'listRequests'>,
  list: Pick<RequestList, 'rows' | 'replaceAll'>,
): Promise<void> {
  const newest = list.rows.value[0]?.seq
  const oldest = list.rows.value.at(-1)?.seq
  if (newest === undefined || oldest === undefined) return
  const fresh: RequestSummary[] = []
  let before: Seq | null = newest + 1
  while (before !== null && before > oldest) {
    const page = await api.listRequests({ before, limit: pageSize, order: 'desc' })
    fresh.push(...page.requests.filter(({ seq }) => seq >= oldest))
    before = page.next
  }
  const newer = list.rows.value.filter(({ seq }) => seq > newest)
  list.replaceAll([...newer, ...fresh])
}
