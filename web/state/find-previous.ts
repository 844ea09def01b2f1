// Finds the request to compare another with: the one before it of the same event, or of the same method and path.

import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinSession } from './bin-session.ts'

export interface Previous {
  readonly request: RequestSummary
  /** False where no earlier one of the event exists and another to the same path stands in. */
  readonly isSameEvent: boolean
}

/** As much of the bin as is looked through, newest first. */
const pageSize = 50
const mostPages = 20

export async function findPrevious(
  session: Pick<BinSession, 'loaded' | 'api'>,
  request: RequestSummary,
): Promise<Previous | undefined> {
  if (request.provider) {
    const found = await newest(session, request, isOfSameEvent, eventFilter(request))
    if (found) return { request: found, isSameEvent: true }
  }
  const found = await newest(session, request, isToSamePath, pathFilter(request))
  return found && { request: found, isSameEvent: !request.provider }
}

/** Among what is loaded, else asked for: the bin may be larger than what this page has of it. */
async function newest(
  { loaded, api }: Pick<BinSession, 'loaded' | 'api'>,
  request: RequestSummary,
  isLike: (one: RequestSummary, other: RequestSummary) => boolean,
  filter: string,
): Promise<RequestSummary | undefined> {
  const fits = (other: RequestSummary) => other.seq < request.seq && isLike(request, other)
  const here = loaded.peek().find(fits)
  if (here) return here
  let before = request.seq
  for (let page = 0; page < mostPages; page++) {
    const { requests, next } = await api.listRequests({
      before,
      limit: pageSize,
      order: 'desc',
      filter,
    })
    const found = requests.find(fits)
    if (found || next === null) return found
    before = next
  }
  return undefined
}

function isOfSameEvent({ provider: one }: RequestSummary, { provider: other }: RequestSummary) {
  return one !== null && one.id === other?.id && one.event === other.event
}

function isToSamePath(one: RequestSummary, other: RequestSummary): boolean {
  return one.method === other.method && one.path === other.path
}

/** May take more than is meant (patterns); `isLike` decides. */
function eventFilter({ provider }: RequestSummary): string {
  const event = provider?.event ? ` event:${quoted(provider.event)}` : ''
  return `provider:${quoted(provider?.id ?? '')}${event}`
}

function pathFilter({ method, path }: RequestSummary): string {
  return `method:${quoted(method)} path:${quoted(path || '/')}`
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&')}"`
}
