// A delivery: one attempt to send a request to a target, with its outcome (D3).

import type { Seq } from './ids.ts'
import type { HeaderPair } from './requests.ts'

/** Why no response came, as a code; the sentence beside it is for people. */
export type DeliveryErrorCode =
  | 'refused'
  | 'not-found'
  | 'unreachable'
  | 'timeout'
  | 'reset'
  | 'tls'
  | 'bad-response'
  | 'denied'
  | 'cancelled'
  | 'failed'

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

export interface Delivery {
  readonly id: string
  readonly seq: Seq
  readonly createdAt: number
  /** As the user gave it; `request.url` is what it resolved to. */
  readonly target: string
  readonly via: 'server' | 'relay'
  readonly request: DeliveryRequest
  readonly dropped: readonly DroppedHeader[]
  readonly outcome: DeliveryOutcome
  readonly timings: DeliveryTimings
}

/** A delivery with the kept bytes of the response's body. */
export interface DeliveryWithBody extends Delivery {
  readonly bodyBase64: string
}

/** The body of `POST …/replay`. */
export interface ReplayOptions {
  readonly target: string
  /** Send to the target as it is, without the captured sub-path and query (D2). */
  readonly exact?: boolean
  /** Leave out the `Hooklens-Delivery` header (D1). */
  readonly unmarked?: boolean
  /** Give up after this long; default 300,000, at least 30,000 unless set (D7). */
  readonly timeoutMs?: number
}

export const deliveryHeader = 'Hooklens-Delivery'
export const defaultDeliveryTimeoutMs = 300_000
export const keptResponseBytes = 1024 * 1024
