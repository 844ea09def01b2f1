// A run: many requests of a bin sent to one target, with what came of each (D6).

import type { DeliveryErrorCode, ReplayOptions } from './deliveries.ts'
import type { Seq } from './ids.ts'

export type RunOrder = 'oldest-first' | 'newest-first' | 'shuffled'

/**
 * The body of `POST …/replays`: what to send, where to, and how. An `edit` goes with a single seq: it replaces parts of that request each
 * time it is sent.
 */
export interface RunOptions extends ReplayOptions {
  /** Either these, in the order given unless `order` says otherwise … */
  readonly seqs?: readonly Seq[]
  /** … or all that the filter takes when the run starts; `''` is every request. */
  readonly filter?: string
  /** How often each request is sent; default 1. */
  readonly times?: number
  readonly order?: RunOrder
  /** Makes a shuffled order the same again; drawn when absent. */
  readonly seed?: number
  /** Deliveries under way at once; default 1. */
  readonly concurrency?: number
  /** Between the starts of two deliveries; default 0. */
  readonly delayMs?: number
}

/** `interrupted`: the server stopped in the middle. `failed`: `detail` says why it could not go on. */
export type RunState = 'running' | 'done' | 'cancelled' | 'interrupted' | 'failed'

/** A delivery that could not be made at all, such as of a request deleted before its turn. */
export interface Unsent {
  readonly seq: Seq
  readonly why: string
}

export interface Run {
  readonly id: string
  readonly createdAt: number
  readonly endedAt: number | null
  readonly state: RunState
  readonly detail?: string | undefined
  readonly options: Omit<RunOptions, 'seqs' | 'edit'>
  /** Deliveries it makes in all; 0 while a filter is still looking for them. */
  readonly total: number
  /** Deliveries with an outcome, by kind: answered below 400, answered otherwise, not answered. */
  readonly ok: number
  readonly rejected: number
  readonly unanswered: number
  /** Never sent; the first of them say why in `unsentReasons`. */
  readonly unsent: number
  readonly unsentReasons: readonly Unsent[]
}

/** How many deliveries have come to their end. */
export function doneOf({ ok, rejected, unanswered, unsent }: Run): number {
  return ok + rejected + unanswered + unsent
}

/** A run with what came of each of its requests, by ascending seq. */
export interface RunWithOutcomes extends Run {
  /** Of the deliveries still kept: a bin lets go of its oldest. */
  readonly outcomes: readonly RunOutcome[]
}

/** One delivery of a run, as far as it matters for comparing. */
export interface RunAttempt {
  readonly delivery: string
  /** Null when no answer came; then `error` says why. */
  readonly status: number | null
  readonly error: DeliveryErrorCode | null
  readonly totalMs: number
  /** SHA-256 of the kept bytes of the answer's body, lower-case hex; null without an answer. */
  readonly bodySha256: string | null
}

/** What became of one request in a run: whether a receiver treats a repeat like the first is read off here. */
export interface RunOutcome {
  readonly seq: Seq
  /** In the order sent. */
  readonly attempts: readonly RunAttempt[]
  /** Whether all attempts were answered with the same status. */
  readonly isSame: boolean
}

/** Of a bin; beyond that, the oldest are let go. */
export const keptRuns = 100
export const mostRunDeliveries = 100_000
export const mostRunTimes = 1_000
export const mostRunConcurrency = 32
export const mostRunDelayMs = 600_000
export const keptUnsentReasons = 20
