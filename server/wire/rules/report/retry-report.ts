// What a sender did when a rule answered it: the shape of the report on retries (R3). Times are Unix milliseconds.

import type { Seq } from '../../ids.ts'
import type { GapVerdict } from '../../judge-gaps.ts'
import type { RetrySchedule } from '../../providers.ts'
import type { AnswerRecord } from '../../requests.ts'
import type { Backoff } from './backoff.ts'

export interface RetryReport {
  /** `default` is what answers when no rule does. */
  readonly rule: { readonly id: string; readonly name: string }
  readonly at: number
  /** Only requests after this one were looked at; 0 where all were. */
  readonly after: Seq
  /** There are older ones besides that were not looked at. */
  readonly hasOlder: boolean
  /** When it will say otherwise though nothing arrives: a sender that may be trying still will count as having given up. */
  readonly changesAt: number | null
  /** Each on its own; those that Hooklens does not know are taken for one. */
  readonly senders: readonly SenderReport[]
}

export interface SenderReport {
  /** Null for all that Hooklens does not know. */
  readonly provider: { readonly id: string; readonly label: string } | null
  /** All of it in a few words: «Tries 4 times: after 1 s, 2 s, 4 s; exponential, …». */
  readonly summary: string
  /** What is to be kept in mind of it: few events, what could not be told. */
  readonly remarks: readonly string[]
  readonly attempts: number
  readonly outcomes: OutcomeCounts
  /** By the attempt after the gap, from the second; the first hundred. */
  readonly gaps: readonly GapSpread[]
  /** Null where no gap was of the sender's own making. */
  readonly backoff: Backoff | null
  /** What it did after each kind of answer; the most frequent first. */
  readonly reactions: readonly Reaction[]
  readonly retryAfter: RetryAfterReport | null
  /** Null where no answer was a redirect. */
  readonly redirects: RedirectReport | null
  /** How long it waited for an answer before it closed the connection; null where it never did. */
  readonly timeout: (Spread & { readonly times: number }) | null
  /** The longest that it waited for a whole answer. */
  readonly longestWaitMs: number
  /** Of the events it gave up: after how many attempts, and how long after the first. */
  readonly givesUp: GivesUp | null
  /** The most attempts at one event. */
  readonly mostAttempts: number
  /** Attempts at events that had succeeded before. */
  readonly duplicates: number
  /** Against what its provider documents; null where that is nothing. */
  readonly documented: DocumentedReport | null
  readonly eventCount: number
  /** The newest first; those that were asked for. */
  readonly events: readonly EventReport[]
}

export interface OutcomeCounts {
  readonly succeeded: number
  readonly stopped: number
  readonly gaveUp: number
  readonly open: number
}

export interface Spread {
  readonly leastMs: number
  readonly medianMs: number
  readonly mostMs: number
}

export interface GapSpread extends Spread {
  /** The attempt after the gap. */
  readonly attempt: number
  readonly gaps: number
  /** So many of them are counted from the start of the attempt before: it is not known when its answer was over. */
  readonly fromStart: number
}

export interface Reaction {
  /** `500`, `no answer`: see `answerText`. */
  readonly answer: string
  readonly times: number
  readonly retried: number
}

/**
 * `longer`: it always waited so much longer that it may not have read it at all. `untold`: no attempt followed such an
 * answer.
 */
export type Honouring = 'yes' | 'no' | 'partly' | 'longer' | 'untold'

export interface RetryAfterReport {
  readonly honours: Honouring
  /** Answers that carried one and were followed by an attempt. */
  readonly followed: number
  readonly honoured: number
  /** Answers whose value is not known, as it was made from the request. */
  readonly unknown: number
}

export interface GivesUp {
  readonly events: number
  readonly leastAttempts: number
  readonly mostAttempts: number
  readonly span: Spread
}

export interface DocumentedReport {
  readonly schedule: RetrySchedule
  readonly verdicts: Readonly<Partial<Record<GapVerdict, number>>>
}

export interface EventReport {
  /** Its type and id, where its sender tells them. */
  readonly name: string | null
  readonly id: string | null
  readonly method: string
  readonly path: string
  /** What its attempts have in common. */
  readonly knownBy: KnownBy
  readonly attemptCount: number
  /** In the order they came; the first ones where not all were asked for. */
  readonly attempts: readonly AttemptReport[]
  readonly outcome: Outcome
}

/** `body`: nothing but what they say, which two events may have in common. */
export type KnownBy = 'id' | 'body'

export type Outcome =
  | { readonly type: 'succeeded'; readonly attempts: number; readonly duplicates: number }
  /** One that tells it not to come again: 410, another 4xx, a redirect. */
  | { readonly type: 'stopped'; readonly attempts: number; readonly answer: string }
  | { readonly type: 'gave-up'; readonly attempts: number; readonly silentMs: number }
  /** May be trying still: not long enough ago to say. */
  | {
      readonly type: 'open'
      readonly attempts: number
      readonly silentMs: number
      /** From the last answer; null where nothing says when the next one would come. */
      readonly expectedMs: number | null
    }

export interface AttemptReport {
  readonly seq: Seq
  readonly at: number
  readonly answer: string
  readonly status: number | null
  readonly by: AnswerRecord['by'] | null
  /** The rule and its step, counted from 1. */
  readonly rule: { readonly name: string; readonly step: number; readonly steps: number } | null
  /** From its arrival until it was answered or gave up waiting; null where it is not known. */
  readonly waitMs: number | null
  readonly gaveUpAfterMs: number | null
  /** Since the attempt before arrived. */
  readonly gapMs: number | null
  /** Since that one was answered. */
  readonly pauseMs: number | null
  /** Against what the provider documents. */
  readonly verdict: GapVerdict | null
  readonly retryAfter: RetryAfterSeen | null
  /** Null where the answer was no redirect. */
  readonly redirect: RedirectSeen | null
}

/** How many answers were redirects, by what came of them: see `RedirectSeen`. */
export interface RedirectReport {
  readonly followed: number
  readonly notFollowed: number
  readonly elsewhere: number
  readonly untold: number
}

/** What came of a redirect. */
export interface RedirectSeen {
  /** As sent; null where it was made from the request and is not known. */
  readonly location: string | null
  /**
   * `no`: nothing that followed it has come to the bin. `elsewhere`: it leads out of the bin, where nothing can be seen.
   * `untold`: where it leads is not known, or is where the request went already, so that a retry looks the same.
   */
  readonly followed: 'yes' | 'no' | 'elsewhere' | 'untold'
  /** The request that followed; null where none is known. */
  readonly seq: Seq | null
}

/** What an answer asked for, and what came of it. */
export interface RetryAfterSeen {
  /** As sent; null where it was made from the request and is not known. */
  readonly value: string | null
  /** From the answer on; null where it is not known or no such value. */
  readonly ms: number | null
  /** Null where no attempt followed. */
  readonly isHonoured: boolean | null
  /** How much later than asked for the next attempt came; below 0 earlier. */
  readonly lateMs: number | null
}
