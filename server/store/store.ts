// What the product needs of a database, and nothing of how one does it. Every back-end passes test/contracts/store.

import type { Delivery } from '../wire/deliveries.ts'
import type { FilterPredicate } from '../wire/filter/match.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { Repeats } from '../wire/repeats.ts'
import type {
  AnswerRecord,
  CapturedRequest,
  HeaderPair,
  ManyMarks,
  ProviderMatch,
  RequestMarks,
  RequestState,
  RequestSummary,
  SignatureCheck,
} from '../wire/requests.ts'
import type { BinRules } from '../wire/rules/rules.ts'
import type { Run, RunWithOutcomes } from '../wire/runs.ts'
import type { SecretsExtra } from '../wire/secrets.ts'
import type { Timeline } from '../wire/timeline.ts'
import type { RuleStore } from './rule-store.ts'

/** A bin as stored. Keys are SHA-256 digests, never the keys themselves (A1). */
export interface BinRecord extends BinRules {
  readonly id: BinId
  readonly name: string
  readonly ownerKeyHash: Uint8Array
  readonly viewKeyHash: Uint8Array
  readonly createdAt: number
  readonly lastUsedAt: number
  readonly persistent: boolean
  readonly firstSeq: Seq
  readonly lastSeq: Seq
  readonly rev: number
  readonly requests: number
  readonly bytes: number
}

export interface NewBin {
  readonly id: BinId
  readonly name: string
  readonly ownerKeyHash: Uint8Array
  readonly viewKeyHash: Uint8Array
  readonly createdAt: number
  readonly persistent: boolean
}

export interface BinPatch extends Partial<BinRules> {
  readonly name?: string
  readonly ownerKeyHash?: Uint8Array
  readonly viewKeyHash?: Uint8Array
  readonly persistent?: boolean
}

/** A request ready to be stored: everything but the seq, which the commit gives. */
export interface NewRequest {
  readonly bin: BinId
  readonly receivedAt: number
  readonly durationMs: number
  readonly method: string
  readonly target: string
  readonly path: string
  readonly query: string
  readonly httpVersion: string
  readonly headers: readonly HeaderPair[]
  readonly trailers: readonly HeaderPair[]
  readonly remoteAddress: string
  readonly state: RequestState
  readonly reason?: string
  readonly body: Uint8Array
  /** Lower-case hex. */
  readonly sha256: string
  readonly contentType: string | null
  readonly contentEncoding: string | null
  readonly provider: ProviderMatch | null
  readonly signature: SignatureCheck | null
  readonly gist: string | null
  readonly response: AnswerRecord | null
}

/** What became of one request of an `append`, in the order given. */
export type Appended =
  | { readonly type: 'stored'; readonly seq: Seq }
  /** The bin was deleted between the request's arrival and its commit. */
  | { readonly type: 'no-bin' }
  /** The cap on the whole store is reached (C6). */
  | { readonly type: 'store-full' }

export interface AppendOutcome {
  readonly results: readonly Appended[]
  /** Bins whose oldest requests were dropped to keep within bounds: all up to and including `upTo` are gone. */
  readonly dropped: readonly Removal[]
}

export interface Removal {
  readonly bin: BinId
  readonly upTo: Seq
  readonly rev: number
}

/** Seqs strictly between `after` and `before`; `desc` is newest first. */
export interface ListOptions {
  readonly after?: Seq
  readonly before?: Seq
  readonly limit: number
  readonly order: 'asc' | 'desc'
  /** Only requests it takes; `limit` counts those. */
  readonly filter?: FilterPredicate
  /** A filtered list gives up after about so long and says where to go on; default 500. */
  readonly patienceMs?: number
}

export interface RequestPage {
  readonly requests: readonly RequestSummary[]
  /**
   * Where the next page begins: pass it as `after` (asc) or `before` (desc). Null at the end. Not null after a full
   * page, and after one cut short because much was searched and little found.
   */
  readonly next: Seq | null
}

/** As for a list, besides: only arrivals at `from` or later, and before `to`, in at most so many `buckets`. */
export interface CountOptions {
  readonly from?: number
  readonly to?: number
  readonly after?: Seq
  readonly before?: Seq
  readonly buckets: number
  readonly filter?: FilterPredicate
  readonly patienceMs?: number
}

export interface Changed<T> {
  readonly rev: number
  readonly value: T
}

export interface WholeRequest {
  readonly request: CapturedRequest
  readonly body: Uint8Array
}

export interface NewVerdict {
  readonly seq: Seq
  readonly signature: SignatureCheck | null
  /** Present when whose it is was found out anew as well. */
  readonly sender?: Pick<RequestSummary, 'provider' | 'gist'>
}

/** Verdicts of a provider's requests that are to be computed anew, since what the bin holds of it has changed. */
export interface Recheck {
  readonly bin: BinId
  readonly provider: string
  /** How often it was asked for. */
  readonly round: number
}

/** A delivery and the first bytes of the response's body. */
export interface NewDelivery {
  readonly delivery: Delivery
  readonly body: Uint8Array
}

/** Bounds the store itself keeps (C6); sizes in bytes. */
export interface StoreLimits {
  readonly requestsPerBin: number
  readonly bytesPerBin: number
  readonly totalBytes: number
}

/** A provider's secret as it is stored; the store never sees what is in it. */
export interface SealedSecret {
  readonly name: string
  readonly createdAt: number
  readonly sealed: Uint8Array
}

/** What a bin holds of one provider. */
export interface SealedSecrets {
  readonly provider: string
  readonly secrets: readonly SealedSecret[]
  readonly extra: SecretsExtra
}

export type SealedChange = Partial<Omit<SealedSecrets, 'provider'>>

export interface Store extends RuleStore {
  /** False when a bin of that id exists. */
  createBin(bin: NewBin): Promise<boolean>
  getBin(id: BinId): Promise<BinRecord | undefined>
  listBins(): Promise<readonly BinRecord[]>
  /** Undefined when there is no such bin. */
  updateBin(id: BinId, patch: BinPatch): Promise<BinRecord | undefined>
  /** Notes that someone read the bin, which postpones its expiry. Coarse: at most one write an hour. */
  touchBin(id: BinId, now: number): Promise<void>
  /** Deletes the bin with everything in it; false when there is no such bin. */
  deleteBin(id: BinId): Promise<boolean>
  /** Deletes throwaway bins last used before `before` and returns their ids. */
  expireBins(before: number): Promise<readonly BinId[]>

  /**
   * Stores requests in one transaction, giving each the next seq of its bin in the order given (C5).
   * When it resolves they are on disk (C3). Rejects, with nothing stored, when the disk fails.
   */
  append(requests: readonly NewRequest[]): Promise<AppendOutcome>

  listRequests(bin: BinId, options: ListOptions): Promise<RequestPage>
  /** Newest first, as far as it comes: see `next`. */
  countRequests(bin: BinId, options: CountOptions): Promise<Timeline>
  getRequest(bin: BinId, seq: Seq): Promise<CapturedRequest | undefined>
  /** All attempts at the event of `seq` (P4), itself among them; the newest `limit`. Undefined when it is gone. */
  listRepeats(bin: BinId, seq: Seq, limit: number): Promise<Repeats | undefined>
  getBody(bin: BinId, seq: Seq): Promise<Uint8Array | undefined>
  /** Both at once, which takes half the time. */
  getWhole(bin: BinId, seq: Seq): Promise<WholeRequest | undefined>
  /** What the sender was answered after all, null for nothing; undefined when the request is gone. */
  recordAnswer(
    bin: BinId,
    seq: Seq,
    response: AnswerRecord | null,
  ): Promise<Changed<RequestSummary> | undefined>
  /**
   * Keeps what is known of their signatures and senders by now, and returns the requests of which it differs from what was;
   * undefined without the bin.
   */
  recordVerdicts(
    bin: BinId,
    verdicts: readonly NewVerdict[],
  ): Promise<Changed<readonly RequestSummary[]> | undefined>
  markRequest(
    bin: BinId,
    seq: Seq,
    marks: Partial<RequestMarks>,
  ): Promise<Changed<RequestSummary> | undefined>
  /** Marks those of `seqs` that exist and are not marked so already, and returns them; undefined without the bin. */
  markRequests(
    bin: BinId,
    seqs: readonly Seq[],
    marks: ManyMarks,
  ): Promise<Changed<readonly RequestSummary[]> | undefined>
  /** Deletes those of `seqs` that exist and returns them; undefined when there is no such bin. */
  deleteRequests(bin: BinId, seqs: readonly Seq[]): Promise<Changed<readonly Seq[]> | undefined>
  /** Deletes every request; the value is the last seq removed, 0 when there was none. Seqs are never given twice. */
  clearRequests(bin: BinId): Promise<Changed<Seq> | undefined>

  /**
   * Keeps a delivery and the first bytes of the response's body; undefined when its request is gone. One whose id it
   * has stays as it is: relays tell of theirs until they know it kept.
   */
  addDelivery(
    bin: BinId,
    delivery: Delivery,
    body: Uint8Array,
  ): Promise<Changed<RequestSummary> | undefined>
  /** The same for many in one transaction; the value has one entry for each, in order. */
  addDeliveries(
    bin: BinId,
    deliveries: readonly NewDelivery[],
  ): Promise<Changed<readonly (RequestSummary | undefined)[]> | undefined>
  /** Newest first; all of the bin when `seq` is undefined. */
  listDeliveries(
    bin: BinId,
    options: { readonly seq?: Seq; readonly limit: number },
  ): Promise<readonly Delivery[]>
  getDelivery(bin: BinId, id: string): Promise<NewDelivery | undefined>

  /** Keeps a run, and lets go of the oldest of the bin that have ended; false when there is no such bin. */
  createRun(bin: BinId, run: Run): Promise<boolean>
  /** Keeps it as it is now; false when it is gone. */
  updateRun(bin: BinId, run: Run): Promise<boolean>
  /** Newest first. */
  listRuns(bin: BinId): Promise<readonly Run[]>
  /** With the outcomes of its deliveries that are still kept. */
  getRun(bin: BinId, id: string): Promise<RunWithOutcomes | undefined>
  /** Ends every run that a server left running when it died; resolves to how many there were. */
  interruptRuns(endedAt: number): Promise<number>

  /** Providers in the order of their ids, their secrets in the order given. */
  listSecrets(bin: BinId): Promise<readonly SealedSecrets[]>
  /**
   * Replaces what is given and leaves the rest, and notes that the provider's verdicts are to be computed anew; false
   * when there is no such bin.
   */
  setSecrets(bin: BinId, provider: string, change: SealedChange): Promise<boolean>
  /** The same with what `change` makes of those there are, in one transaction; nothing is changed where it throws. */
  changeSecrets(
    bin: BinId,
    provider: string,
    change: (held: readonly SealedSecret[]) => readonly SealedSecret[],
  ): Promise<boolean>
  /** Of all bins, or of the one. */
  listRechecks(bin?: BinId): Promise<readonly Recheck[]>
  /** It is over, unless it was asked for again since it was listed. */
  endRecheck(recheck: Recheck): Promise<void>

  /** Resolves when the database answers; rejects when it does not. */
  ping(): Promise<void>
  close(): Promise<void>
}
