// Which requests are attempts at one event (P4).

import type { RetrySchedule } from './providers.ts'
import type { RequestSummary } from './requests.ts'

/** Attempts at one event, in the order they came. */
export interface Repeats {
  readonly requests: readonly RequestSummary[]
  /** There are older ones besides. */
  readonly hasOlder: boolean
}

/** The same with how their sender tries again; null where its documentation does not say. */
export interface Attempts extends Repeats {
  readonly retries: RetrySchedule | null
}

/** What a request says of its event. */
export type EventEvidence = Pick<RequestSummary, 'provider' | 'path' | 'body' | 'state'>

/**
 * What all attempts at one event have in common, though others may have it too: see `isSameEvent`. Undefined for a request
 * that stands alone.
 */
export function eventKeyOf({ provider, body, state }: EventEvidence): string | undefined {
  if (!provider) return undefined
  if (!provider.hasFixedBody) return provider.deliveryId ?? undefined
  // Bodies that were cut off at their beginning are all alike.
  return state === 'complete' && body.size > 0 ? body.sha256 : undefined
}

/**
 * Whether two requests with the same key are attempts at one event. A sender may have several endpoints below one bin and
 * tell each of the event, which is no repetition.
 */
export function isSameEvent(one: EventEvidence, other: EventEvidence): boolean {
  return (
    one.provider?.id === other.provider?.id &&
    one.provider?.event === other.provider?.event &&
    one.provider?.deliveryId === other.provider?.deliveryId &&
    one.provider?.hasFixedBody === other.provider?.hasFixedBody &&
    one.path === other.path
  )
}
