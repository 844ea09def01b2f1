// The attempts at the event of an open request, also those that are not loaded; kept up while somebody looks.

import type { RetrySchedule } from '../../server/wire/providers.ts'
import { eventKeyOf, isSameEvent, type Repeats } from '../../server/wire/repeats.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { BinSession } from './bin-session.ts'
import type { RequestDetail } from './request-detail.ts'

/** Fetches them, and again when one comes or goes. Returns what ends that. */
export function watchAttempts(
  session: Pick<BinSession, 'watch'>,
  request: RequestSummary,
  { repeats }: Pick<RequestDetail, 'repeats'>,
): () => void {
  const key = eventKeyOf(request)
  if (key === undefined) return () => {}
  let isUnderWay = false
  let isStale = false

  /** One at a time, however fast they come. */
  function refresh(): void {
    isStale = isUnderWay
    if (isUnderWay) return
    isUnderWay = true
    if (repeats.state.peek().type === 'loaded') repeats.refresh()
    repeats
      .get()
      .catch(() => {}) // Its state says so.
      .finally(() => {
        isUnderWay = false
        if (isStale) refresh()
      })
  }

  const refreshFor = (others: readonly RequestSummary[]) => {
    if (others.some((other) => eventKeyOf(other) === key && isSameEvent(other, request))) refresh()
  }
  refresh()
  return session.watch({
    captured: refreshFor,
    removed: (gone, isAll) => (isAll ? refreshFor(gone) : refresh()),
    changed() {},
    missed: refresh,
  })
}

export interface KnownAttempts extends Repeats {
  /** Undefined while it is not known. */
  readonly retries: RetrySchedule | null | undefined
}

/** Those fetched, and those loaded, of which the newest may not have been fetched yet. */
export function attemptsOf(
  session: Pick<BinSession, 'shown' | 'list'>,
  request: RequestSummary,
  { repeats }: Pick<RequestDetail, 'repeats'>,
): KnownAttempts {
  const fetched = repeats.state.value
  const { requests, hasOlder, retries } = fetched.type === 'loaded' ? fetched.value : nothing
  const oldest = hasOlder ? requests[0] : undefined
  const loaded = session.shown
    .repeatsOf(request)
    .flatMap((seq) => (oldest && seq < oldest.seq ? [] : (session.list.findVisible(seq) ?? [])))
  // Of one that is both, the loaded one is kept up.
  const known = new Map([...requests, request, ...loaded].map((one) => [one.seq, one]))
  return { requests: [...known.values()].sort((a, b) => a.seq - b.seq), hasOlder, retries }
}

const nothing: KnownAttempts = { requests: [], hasOlder: false, retries: undefined }
