// A captured request as every part of the product speaks of it (DESIGN §4).

import type { Seq } from './ids.ts'
import type { Drip, Ending } from './rules/rules.ts'
import type { TagChange } from './tags.ts'

/** A header or trailer as it was on the wire; bytes above 0x7f are latin1 characters. */
export type HeaderPair = readonly [name: string, value: string]

/** `complete` means the whole request arrived; the others are evidence of one that did not (C4). */
export const requestStates = ['complete', 'too-large', 'aborted', 'malformed'] as const

export type RequestState = (typeof requestStates)[number]

export interface BodyInfo {
  /** Bytes stored: after transfer-decoding, before content-decoding. */
  readonly size: number
  /** SHA-256 of the stored bytes, lower-case hex. */
  readonly sha256: string
  readonly contentType: string | null
  readonly contentEncoding: string | null
}

export interface ProviderMatch {
  readonly id: string
  readonly label: string
  readonly event: string | null
  readonly deliveryId: string | null
  /** Which attempt this is, where the provider says so; 1 is the first. */
  readonly attempt?: number | undefined
  /**
   * Every attempt at its event has this very body, and no other event has: they are told by it, as there is no id, or only
   * that of the first event of a batch.
   */
  readonly hasFixedBody?: true | undefined
}

export const verdicts = [
  'valid',
  'no-secret',
  'unsigned',
  'stale',
  'mismatch',
  'malformed',
  'unverifiable',
] as const

export type Verdict = (typeof verdicts)[number]

export interface SignatureCheck {
  readonly verdict: Verdict
  readonly reason: string | null
  readonly detail: string
  /** Not every cause of the mismatch was tried while the sender waited; a later check may name another. */
  readonly isProvisional?: true | undefined
}

/** What the sender was answered, and who decided it (R4). */
export interface AnswerRecord {
  /** Null when none was sent: the connection was held or reset before. */
  readonly status: number | null
  /** `hooklens`: there was no room to hold the answer that was decided on, so Hooklens itself refused; `note` says why. */
  readonly by: 'default' | 'rule' | 'handshake' | 'relay' | 'hooklens'
  /** The one that matched, whose turn this was. It answered where `by` is `rule`; else something took its place. */
  readonly rule?: RuleRecord | undefined
  /** From the first byte of the request until the answer was decided; the commit comes after. */
  readonly ms: number
  /** The bin's rules at that time; absent when it had none. */
  readonly rulesVersion?: number | undefined
  /** Rules that matched, but whose chance did not strike. */
  readonly missed?: readonly Turn[] | undefined
  /** How long the answer was held back on purpose. */
  readonly delayMs?: number | undefined
  readonly drip?: Drip | undefined
  /** How it was broken off on purpose. */
  readonly end?: Exclude<Ending, 'normal'> | undefined
  /** What was asked for in a template and not there. */
  readonly missing?: readonly string[] | undefined
  /** What the template's random values were drawn from. */
  readonly salt?: number | undefined
  /** After so many milliseconds of waiting the sender closed the connection, without the whole answer. */
  readonly gaveUpAfterMs?: number | undefined
  /**
   * How long it was held in fact, from when it was decided until its last byte was out or Hooklens closed the connection:
   * of what dripped, and of what was cut short.
   */
  readonly heldMs?: number | undefined
  /** Why it was not answered as the rule, or the default, says. */
  readonly note?: string | undefined
  /** It validated the URL, and was not answered as that demands: handshakes were switched off. */
  readonly handshakesOff?: true | undefined
  /** What came of passing the local server's own answer through, where the bin does so (D9). */
  readonly passThrough?: PassThroughRecord | undefined
}

/** The how-manieth of the requests a rule matched, of those that count together; the first is 1. */
export interface Turn {
  readonly rule: string
  readonly turn: number
}

/** A rule as it was then. */
export interface RuleRecord {
  readonly id: string
  readonly name: string
  readonly turn: number
  /** Which of its responses, from 0. */
  readonly step: number
  readonly steps: number
}

export interface PassThroughRecord {
  /** `gave-up`: the sender closed its connection before there was an answer. `asked`: it is not settled yet. */
  readonly outcome: 'answered' | 'no-relay' | 'too-late' | 'failed' | 'gave-up' | 'asked'
  /** In words: "No answer came from http://localhost:3000 within 5 s, so the bin answered." */
  readonly detail: string
  /** How long the sender waited for it. */
  readonly waitedMs?: number | undefined
}

/** What the owner may have done with a request at a click; none of it happens by itself. */
export interface RequestOffers {
  /** `POST …/confirm` fetches a URL in it that validates the webhook. */
  readonly confirm?: { readonly label: string; readonly host: string } | undefined
  /** `POST …/fetch-key` fetches the key that its signature is checked with, and keeps it. */
  readonly key?: { readonly host: string } | undefined
  /** `POST …/keep-secret` keeps the secret that it hands over, as one of this provider. */
  readonly secret?: string | undefined
}

/** A request without headers, trailers and body: a row of the list and of the live stream. */
export interface RequestSummary {
  readonly seq: Seq
  /** Arrival of the head, Unix time in milliseconds. */
  readonly receivedAt: number
  /** From the head to the last byte of the body. */
  readonly durationMs: number
  readonly method: string
  /** The request target, exactly as sent. */
  readonly target: string
  /** The part of the target's path below the bin, raw: `''`, `'/orders/5'`. */
  readonly path: string
  /** The raw query, without its `?`. */
  readonly query: string
  readonly httpVersion: string
  readonly remoteAddress: string
  readonly state: RequestState
  /** Why `state` is not `complete`. */
  readonly reason?: string | undefined
  readonly body: BodyInfo
  readonly provider: ProviderMatch | null
  readonly signature: SignatureCheck | null
  /** The first telling thing about the payload, for the list: short, plain text. */
  readonly gist: string | null
  /** Null when nobody was left to answer. */
  readonly response: AnswerRecord | null
  /** How many deliveries of it were made. */
  readonly deliveries: number
  readonly note: string
  /** Given by users, in the order given; see `tags.ts`. */
  readonly tags: readonly string[]
  readonly pinned: boolean
  readonly read: boolean
}

/** A request with all but its body, which has a URL of its own. */
export interface CapturedRequest extends RequestSummary {
  readonly headers: readonly HeaderPair[]
  readonly trailers: readonly HeaderPair[]
  /** Told to the owner where one request is read; absent when there is nothing to click. */
  readonly offers?: RequestOffers | undefined
}

/** What a user may change about a request. */
export interface RequestMarks {
  readonly note: string
  readonly tags: readonly string[]
  readonly pinned: boolean
  readonly read: boolean
}

/** What may be changed about many requests at once; a note belongs to one. One with too many tags keeps its own. */
export type ManyMarks = Omit<Partial<RequestMarks>, 'note'> & TagChange
