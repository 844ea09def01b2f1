// The live protocol: every message that crosses `/api/live`, as text frames of JSON (DESIGN §4).

import type { Delivery } from './deliveries.ts'
import type { BinId, Seq } from './ids.ts'
import type { RelayInfo } from './relay.ts'
import type {
  AnswerRecord,
  ProviderMatch,
  RequestMarks,
  RequestSummary,
  SignatureCheck,
} from './requests.ts'
import type { Run } from './runs.ts'
import type { Checking } from './verdicts.ts'

/** Start (or move) this socket's subscription of a bin: send everything after `after`, then the live tail (L1). */
export interface Subscribe {
  readonly type: 'subscribe'
  readonly bin: string
  readonly key: string
  readonly after: Seq
}

export type ClientMessage =
  | Subscribe
  | { readonly type: 'unsubscribe'; readonly bin: string }
  | { readonly type: 'pong' }

export type RefusedReason = 'not-found' | 'wrong-key' | 'deleted' | 'expired' | 'bad-message'

/** What changed about one request. */
export interface RequestChange extends RequestMarks {
  readonly seq: Seq
  readonly deliveries: number
  /** Present when the answer became known only after the request was stored (D9). */
  readonly response?: AnswerRecord | null
  /** Present when the verdict was computed anew (P2). */
  readonly signature?: SignatureCheck | null
  /** Present, with the gist, when whose it is was found out anew. */
  readonly provider?: ProviderMatch | null
  readonly gist?: string | null
}

export type BinEvent =
  | { readonly type: 'captured'; readonly bin: BinId; readonly requests: readonly RequestSummary[] }
  | {
      readonly type: 'changed'
      readonly bin: BinId
      readonly rev: number
      readonly requests?: readonly RequestChange[]
      readonly name?: string
    }
  | { readonly type: 'removed'; readonly bin: BinId; readonly rev: number; readonly upTo: Seq }
  | {
      readonly type: 'removed'
      readonly bin: BinId
      readonly rev: number
      readonly seqs: readonly Seq[]
    }
  /** Deliveries of a run are not told one by one: `changed` says which requests have more, `run` how it goes. */
  | {
      readonly type: 'delivered'
      readonly bin: BinId
      readonly rev: number
      readonly delivery: Delivery
    }
  /** Started, got on, or ended. Not counted in `rev`: after `subscribed`, ask for runs again. */
  | { readonly type: 'run'; readonly bin: BinId; readonly run: Run }
  /**
   * How computing the verdicts of a provider's requests anew gets on; the new ones come as `changed`. Not counted in
   * `rev`: those under way are told after `subscribed`.
   */
  | ({ readonly type: 'checking'; readonly bin: BinId } & Checking)
  /** Which relays are connected now; also sent after `subscribed`. */
  | { readonly type: 'relay'; readonly bin: BinId; readonly relays: readonly RelayInfo[] }

export type ServerMessage =
  | BinEvent
  | {
      readonly type: 'subscribed'
      readonly bin: BinId
      readonly firstSeq: Seq
      readonly lastSeq: Seq
      readonly rev: number
    }
  /** Nothing from `from` on was sent to this slow subscriber: fetch it over REST; the tail goes on (L3). */
  | { readonly type: 'gap'; readonly bin: BinId; readonly from: Seq }
  | { readonly type: 'refused'; readonly bin: string; readonly reason: RefusedReason }
  | { readonly type: 'ping' }

/** The server pings this often; a side that hears nothing for twice as long hangs up (L4). */
export const heartbeatMs = 15_000
