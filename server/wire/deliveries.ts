// A delivery: one attempt to send a request to a target, with its outcome (D3).

import type { Seq } from './ids.ts'
import type { HeaderPair } from './requests.ts'

/** Why no response came, as a code; the sentence beside it is for people. */
export const deliveryErrorCodes = [
  'refused',
  'not-found',
  'unreachable',
  'timeout',
  'reset',
  'tls',
  'bad-response',
  'denied',
  'cancelled',
  'failed',
] as const

export type DeliveryErrorCode = (typeof deliveryErrorCodes)[number]

/** Milliseconds from the start of the delivery; null for a step that was not reached or not needed. */
export interface DeliveryTimings {
  readonly dnsMs: number | null
  readonly connectMs: number | null
  readonly firstByteMs: number | null
  readonly totalMs: number
}

export type DeliveryOutcome =
  | {
      readonly type: 'response'
      readonly status: number
      readonly statusText: string
      readonly headers: readonly HeaderPair[]
      /** `size` counts all bytes received; the first 1 MiB is kept. */
      readonly body: { readonly size: number; readonly truncated: boolean }
    }
  | { readonly type: 'error'; readonly code: DeliveryErrorCode; readonly message: string }

/** What was sent. */
export interface DeliveryRequest {
  readonly method: string
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly bodySize: number
}

/** A captured header that was not sent, and why. */
export interface DroppedHeader {
  readonly name: string
  readonly why: string
}

/** What of a request was changed before it was sent (D5). */
export type EditedPart = 'method' | 'path' | 'query' | 'headers' | 'body'

/** Which provider's signature was made anew, and the headers it stands in. */
export interface Resigned {
  readonly provider: string
  readonly headers: readonly string[]
}

export interface Delivery {
  readonly id: string
  readonly seq: Seq
  readonly createdAt: number
  /** As the user gave it; `request.url` is what it resolved to. */
  readonly target: string
  readonly via: DeliveryWay
  readonly request: DeliveryRequest
  readonly dropped: readonly DroppedHeader[]
  readonly outcome: DeliveryOutcome
  readonly timings: DeliveryTimings
  /** Absent when the request was sent as captured. */
  readonly edited?: readonly EditedPart[] | undefined
  readonly resigned?: Resigned | undefined
  /** Not the request was sent, but a URL in it fetched, as the user asked. */
  readonly isFetch?: true | undefined
  /** The run it belongs to. */
  readonly run?: string | undefined
  /** The target may have had this request before, cut off from its relay before the outcome was known (D8). */
  readonly repeat?: boolean | undefined
}

/** A delivery with the kept bytes of the response's body. */
export interface DeliveryWithBody extends Delivery {
  readonly bodyBase64: string
}

/** Who connects to the target: this server, or a relay on the user's machine (D4). */
export type DeliveryWay = 'server' | 'relay'

/** Parts that replace those captured; the request itself stays as it is (D5). */
export interface DeliveryEdit {
  readonly method?: string
  /** Below the target, raw: `''`, `'/orders/5'`. */
  readonly path?: string
  /** Raw, without its `?`. */
  readonly query?: string
  readonly headers?: readonly HeaderPair[]
  readonly bodyBase64?: string
}

/** The body of `POST …/replay`. */
export interface ReplayOptions {
  readonly target: string
  /** By a relay that serves the target if there is one, else by the server, unless one is named here. */
  readonly via?: DeliveryWay
  readonly edit?: DeliveryEdit
  /** Compute a fresh timestamp and signature with the bin's secret of the request's provider. */
  readonly resign?: boolean
  /** Send to the target as it is, without the captured sub-path and query (D2). */
  readonly exact?: boolean
  /** Leave out the `Hooklens-Delivery` header (D1). */
  readonly unmarked?: boolean
  /** Give up after this long; default 300,000, at least 30,000 unless set (D7). */
  readonly timeoutMs?: number
}

/** Its value is the delivery's id, and `; repeat` after it where the target may have had the request before. */
export const deliveryHeader = 'Hooklens-Delivery'
export const defaultDeliveryTimeoutMs = 300_000
export const keptResponseBytes = 1024 * 1024
