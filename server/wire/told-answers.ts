// What a request was answered, by whom, and why not by another: told afterwards, or foretold for rules being written.

import type { AnswerRecord, HeaderPair } from './requests.ts'

export const answerers = [
  'handshake',
  'preflight',
  'pass-through',
  'rule',
  'default',
  'hooklens',
] as const
export type Answerer = (typeof answerers)[number]

/** `passed-over` was looked at and did not answer; `open`: it depends on a relay, which only a real request asks. */
export const candidateOutcomes = ['answered', 'passed-over', 'not-asked', 'open'] as const
export type CandidateOutcome = (typeof candidateOutcomes)[number]

/** One that could have answered; `hooklens` is among them only where it did. */
export interface Candidate {
  readonly type: Answerer
  /** A rule's. */
  readonly id?: string | undefined
  /** A rule's place in the list, from 1. */
  readonly place?: number | undefined
  readonly name: string
  readonly outcome: CandidateOutcome
  /** A sentence or two. */
  readonly why: string
}

/** An answer as it goes out. */
export interface SentAnswer {
  readonly status: number
  /** The phrase after the status. */
  readonly reason: string
  /** In order, but for `Date` and what concerns the connection. */
  readonly headers: readonly HeaderPair[]
  /** Names of those headers that Hooklens adds to every answer. */
  readonly added: readonly string[]
  readonly body: SentBody
}

/** The whole body, of which breaking it off may send less; `text` where it is UTF-8, else `base64`. */
export interface SentBody {
  readonly size: number
  /** How much of it is sent, if the sender waits for it. */
  readonly sent: number
  readonly text?: string | undefined
  readonly base64?: string | undefined
  /** Only its beginning is told. */
  readonly isCut: boolean
}

/** As much of a body is told. */
export const mostToldBytes = 256 * 1024

export interface ToldAnswer {
  /** Null when nobody was left to answer. */
  readonly answer: AnswerRecord | null
  /** In the order they are asked in. */
  readonly candidates: readonly Candidate[]
  /** The rules are not as they were then: 'changed' since, or no longer kept. */
  readonly rules: 'current' | 'changed' | 'not-kept'
  readonly sent: SentAnswer | null
  /** Why `sent` is null, in a sentence. */
  readonly untold?: string | undefined
  /** The relay's delivery whose response it was. */
  readonly delivery?: string | undefined
}
