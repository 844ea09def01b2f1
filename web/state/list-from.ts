// Fetches a whole stretch of a bin's requests, page by page.

import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'

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
