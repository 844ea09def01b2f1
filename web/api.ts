// The REST API as the inspector's models use it: plain promises that reject with an ApiError.

import { type ApiClient, ApiError, apiErrorOf, createApiClient } from '../server/client/api.ts'
import type { Bin, MintedBin } from '../server/wire/bins.ts'
import type { Delivery, DeliveryWithBody, ReplayOptions } from '../server/wire/deliveries.ts'
import type { ExportFormatId } from '../server/wire/exports.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'
import type { Attempts } from '../server/wire/repeats.ts'
import type {
  CapturedRequest,
  ManyMarks,
  RequestMarks,
  RequestSummary,
} from '../server/wire/requests.ts'
import type { Run, RunOptions, RunWithOutcomes } from '../server/wire/runs.ts'
import { formatSeqs, maxSeqsText } from '../server/wire/seqs.ts'
import type { Timeline } from '../server/wire/timeline.ts'
import { piecesOf, receive } from './receive.ts'

export interface Page {
  readonly requests: readonly RequestSummary[]
  readonly next: Seq | null
}

export interface PageOptions {
  readonly after?: Seq
  readonly before?: Seq
  readonly limit: number
  readonly order: 'asc' | 'desc'
  /** Only requests it takes: a page may then be short, even empty, and yet have a next one. */
  readonly filter?: string
}

/** Counts arrivals at `from` or later and before `to`, in at most so many `buckets`; `after` and `before` are seqs. */
export interface CountOptions {
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly after?: Seq | undefined
  readonly before?: Seq | undefined
  readonly buckets: number
  readonly filter?: string | undefined
}

export interface BodyOptions {
  /** With the content encoding undone. */
  readonly decoded: boolean
  readonly onBegun: (bytes: Uint8Array) => void
}

/** Chosen requests, those a filter takes, or all of a bin. */
export type Selection =
  | { readonly seqs: readonly Seq[]; readonly filter?: never }
  | { readonly filter: string; readonly seqs?: never }
  | { readonly filter?: never; readonly seqs?: never }

/** What can be asked about one bin with one key. */
export interface BinApi {
  getBin(): Promise<Bin>
  renameBin(name: string): Promise<Bin>
  deleteBin(): Promise<void>
  listRequests(options: PageOptions, signal?: AbortSignal): Promise<Page>
  countRequests(options: CountOptions, signal: AbortSignal): Promise<Timeline>
  getRequest(seq: Seq, signal: AbortSignal): Promise<CapturedRequest>
  /** All attempts at its event: the newest hundred. */
  listRepeats(seq: Seq, signal: AbortSignal): Promise<Attempts>
  /** Tells the beginning of a large body while the rest is on its way. */
  getBody(seq: Seq, options: BodyOptions, signal: AbortSignal): Promise<Uint8Array>
  markRequest(seq: Seq, marks: Partial<RequestMarks>): Promise<RequestSummary>
  /** How many were not marked so already. */
  markRequests(selection: Selection, marks: ManyMarks): Promise<number>
  deleteRequest(seq: Seq): Promise<void>
  /** Those of them that were there. */
  deleteRequests(seqs: readonly Seq[]): Promise<readonly Seq[]>
  clearRequests(): Promise<{ upTo: Seq }>
  /** The file piece by piece; breaks off with an error when the server does. */
  exportRequests(
    selection: Selection,
    format: ExportFormatId,
    signal: AbortSignal,
  ): Promise<AsyncIterable<Uint8Array<ArrayBuffer>>>
  replay(seq: Seq, options: ReplayOptions, signal: AbortSignal): Promise<DeliveryWithBody>
  listDeliveries(seq: Seq, signal: AbortSignal): Promise<readonly Delivery[]>
  getDelivery(id: string, signal: AbortSignal): Promise<DeliveryWithBody>
  startRun(options: RunOptions): Promise<Run>
  listRuns(): Promise<readonly Run[]>
  getRun(id: string): Promise<RunWithOutcomes>
  /** Resolves to it as it ended. */
  cancelRun(id: string): Promise<Run>
}

export interface InspectorApi {
  mintBin(wanted: { id?: string; name?: string }): Promise<MintedBin>
  bin(id: BinId, key: string): BinApi
}

export function createInspectorApi(origin: string): InspectorApi {
  return {
    async mintBin(wanted) {
      const answer = await settle(createApiClient(origin).api.bins.$post({ json: wanted }))
      return (await answer.json()) as MintedBin // The schema's output is the wire type, less the brand of the id.
    },
    bin: (id, key) => createBinApi(createApiClient(origin, key), id),
  }
}

function createBinApi(client: ApiClient, bin: BinId): BinApi {
  const routes = client.api.bins[':bin']
  const param = { bin }
  const of = (seq: Seq) => ({ bin, seq: String(seq) })
  return {
    async getBin() {
      const answer = await settle(routes.$get({ param }))
      return (await answer.json()) as Bin // As above.
    },
    async renameBin(name) {
      const answer = await settle(routes.$patch({ param, json: { name } }))
      return (await answer.json()) as Bin // As above.
    },
    async deleteBin() {
      await settle(routes.$delete({ param }))
    },
    async listRequests({ after, before, limit, order, filter }, signal) {
      const query = {
        ...(filter === undefined ? {} : { filter }),
        ...(after === undefined ? {} : { after: String(after) }),
        ...(before === undefined ? {} : { before: String(before) }),
        limit: String(limit),
        order,
      }
      const answer = await settle(
        routes.requests.$get({ param, query }, { init: signal ? { signal } : {} }),
      )
      return (await answer.json()) as Page
    },
    async countRequests(options, signal) {
      const given = Object.entries(options).filter(([, value]) => value !== undefined)
      const query = Object.fromEntries(given.map(([name, value]) => [name, String(value)]))
      const call = routes.timeline.$get({ param, query }, { init: { signal } })
      return (await (await settle(call)).json()) as Timeline
    },
    async getRequest(seq, signal) {
      const call = routes.requests[':seq'].$get({ param: of(seq) }, { init: { signal } })
      return (await (await settle(call)).json()) as CapturedRequest
    },
    async listRepeats(seq, signal) {
      const call = routes.requests[':seq'].repeats.$get(
        { param: of(seq), query: {} },
        { init: { signal } },
      )
      return (await (await settle(call)).json()) as Attempts
    },
    async getBody(seq, { decoded, onBegun }, signal) {
      const query = decoded ? { decoded: '1' as const } : {}
      const call = routes.requests[':seq'].body.$get(
        { param: of(seq), query },
        { init: { signal } },
      )
      return receive(await settle(call), onBegun)
    },
    async markRequest(seq, marks) {
      // A note typed just before the page is left is saved all the same.
      const call = routes.requests[':seq'].$patch(
        { param: of(seq), json: marks },
        { init: { keepalive: true } },
      )
      return (await (await settle(call)).json()) as RequestSummary
    },
    async markRequests(selection, marks) {
      let sum = 0
      for (const query of queriesFor(selection)) {
        const answer = await settle(routes.requests.$patch({ param, query, json: marks }))
        const { changed } = (await answer.json()) as { changed: number }
        sum += changed
      }
      return sum
    },
    async deleteRequest(seq) {
      await settle(routes.requests[':seq'].$delete({ param: of(seq) }))
    },
    async deleteRequests(seqs) {
      const all: Seq[] = []
      for (const query of queriesFor({ seqs })) {
        const answer = await settle(routes.requests.$delete({ param, query }))
        const { removed } = (await answer.json()) as { removed: readonly Seq[] }
        all.push(...removed)
      }
      return all
    },
    async clearRequests() {
      const answer = await settle(routes.requests.$delete({ param, query: {} }))
      return (await answer.json()) as { upTo: Seq }
    },
    async exportRequests(selection, format, signal) {
      const [selected, ...more] = queriesFor(selection, maxSeqsText)
      if (!selected || more.length > 0) {
        throw new ApiError('too-large', 413, tooScattered)
      }
      const query = { ...selected, format }
      const answer = await settle(routes.export.$get({ param, query }, { init: { signal } }))
      return piecesOf(answer.body)
    },
    async replay(seq, options, signal) {
      const call = routes.requests[':seq'].replay.$post(
        { param: of(seq), json: options },
        { init: { signal } },
      )
      return (await (await settle(call)).json()) as DeliveryWithBody
    },
    async listDeliveries(seq, signal) {
      const query = { seq: String(seq) }
      const answer = await settle(routes.deliveries.$get({ param, query }, { init: { signal } }))
      const { deliveries } = (await answer.json()) as { deliveries: Delivery[] }
      return deliveries
    },
    async getDelivery(id, signal) {
      const call = routes.deliveries[':id'].$get({ param: { bin, id } }, { init: { signal } })
      return (await (await settle(call)).json()) as DeliveryWithBody
    },
    async startRun(options) {
      return (await (await settle(routes.replays.$post({ param, json: options }))).json()) as Run
    },
    async listRuns() {
      const answer = await settle(routes.replays.$get({ param }))
      return ((await answer.json()) as { runs: Run[] }).runs
    },
    async getRun(id) {
      const answer = await settle(routes.replays[':id'].$get({ param: { bin, id } }))
      return (await answer.json()) as RunWithOutcomes
    },
    async cancelRun(id) {
      const answer = await settle(routes.replays[':id'].cancel.$post({ param: { bin, id } }))
      return (await answer.json()) as Run
    },
  }
}

/** Short enough for any proxy's idea of a URL, each comma being three characters there. */
const maxSeqsLength = 2000

/** None for a selection of no seqs: a call without a list would be about all of the bin. */
function queriesFor(
  { filter, seqs }: Selection,
  maxLength = maxSeqsLength,
): readonly { seqs?: string; filter?: string }[] {
  if (filter !== undefined) return [{ filter }]
  if (seqs === undefined) return [{}]
  return formatSeqs(seqs, maxLength).map((seqs) => ({ seqs }))
}

const tooScattered =
  'These are too many scattered requests for one file. Select fewer of them, or export what a filter takes.'

interface Answer {
  readonly ok: boolean
}

/** The response when it is a good one; rejects with the server's own words otherwise. */
export async function settle<T extends Answer>(call: Promise<T>): Promise<T> {
  let answer: T
  try {
    answer = await call
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new ApiError('unreachable', 0, 'The Hooklens server cannot be reached. Is it running?')
  }
  if (!answer.ok) throw await apiErrorOf(answer as unknown as Response) // hc's own type leaves out what is read here.
  return answer
}

/** What to tell the user about a failed call. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

export function isAbort(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}
