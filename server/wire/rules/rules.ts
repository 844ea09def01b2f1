// How a bin answers its senders, as its owner sets it: rules, each *when* it matches and *then* what it answers (R1–R3).

import type { Seq } from '../ids.ts'
import type { HeaderPair } from '../requests.ts'

/** The local server's own answer goes to the sender if a relay brings it within this time (D9). */
export interface PassThrough {
  readonly timeoutMs: number
}

/** What a bin answers by besides its rules. */
export interface BinRules {
  readonly passThrough: PassThrough | null
  /** Whether the bin answers a provider that only wants to validate its URL as the provider demands (P3). */
  readonly handshakes: boolean
}

/** What comes before rules, and which a rule may come before in turn. */
export const overridables = ['handshake', 'preflight', 'pass-through'] as const
export type Overridable = (typeof overridables)[number]

/** What a rule's turns are counted per: all of them, attempts at one event, or the sender's address. */
export const turnScopes = ['bin', 'delivery', 'source'] as const
export type TurnScope = (typeof turnScopes)[number]

/** How an answer ends: `reset` sends nothing, `reset-during` half, `reset-after` all of it; `truncate` promises more than it sends. */
export const endings = [
  'normal',
  'hang',
  'reset',
  'reset-during',
  'reset-after',
  'truncate',
] as const
export type Ending = (typeof endings)[number]

export interface RuleResponse {
  /** 200 where it is left out. */
  readonly status?: number | undefined
  /** The phrase after the status; HTTP's own where it is left out. */
  readonly reason?: string | undefined
  readonly headers?: readonly HeaderPair[] | undefined
  /** At most one of `body`, `bodyBase64` and `echo`; UTF-8. */
  readonly body?: string | undefined
  readonly bodyBase64?: string | undefined
  /** The request's own body, with its content type. */
  readonly echo?: boolean | undefined
  /** Whether `body` and the headers' values hold `{{…}}` to fill in (R2). */
  readonly template?: boolean | undefined
  /** Milliseconds before the answer begins; of a range, a random one. */
  readonly delayMs?: number | readonly [from: number, to: number] | undefined
  readonly drip?: Drip | undefined
  readonly end?: Ending | undefined
  /** How likely it answers, above 0 and up to 1; else the rules below are asked. */
  readonly chance?: number | undefined
}

/** Sends the answer a few bytes at a time. */
export interface Drip {
  readonly bytesPerSecond: number
  /** Status line and headers too, not the body alone. */
  readonly headers?: boolean | undefined
}

export interface Rule {
  /** Stays with the rule when it is changed or moved. */
  readonly id: string
  readonly name: string
  /** Kept, but not asked. */
  readonly off?: boolean | undefined
  /** A filter; `''` matches all. */
  readonly when: string
  /** Of a list one after the other; the last one stays, unless `loop`. */
  readonly then: RuleResponse | readonly RuleResponse[]
  /** Default `bin`. */
  readonly per?: TurnScope | undefined
  readonly loop?: boolean | undefined
  /** What its chances and delays are drawn from, so that they can be had again. */
  readonly seed: number
  readonly overrides?: readonly Overridable[] | undefined
  /** Only requests after this one count for its turns. */
  readonly after: Seq
}

/** All rules of a bin at one time. Each change makes a new version. */
export interface RuleSet {
  /** 0 before the first change. */
  readonly version: number
  readonly rules: readonly Rule[]
  /** What answers when nothing else does; null is 200 `{"ok":true}`. */
  readonly default: RuleResponse | null
}

/** The answer of `GET …/rules`. */
export interface Rules extends BinRules, RuleSet {}

/** A rule as it is given: what the server makes may be left out. */
export type GivenRule = Pick<Rule, 'when' | 'then'> & {
  readonly [Name in Exclude<keyof Rule, 'when' | 'then'>]?: Rule[Name] | undefined
}

/** The body of `PUT …/rules`: what is left out stays. */
export interface RulesChange {
  readonly rules?: readonly GivenRule[] | undefined
  readonly default?: RuleResponse | null | undefined
  readonly handshakes?: boolean | undefined
  readonly passThrough?: PassThrough | null | undefined
  /** The version the change was made to; refused when there is a newer one. */
  readonly version?: number | undefined
}

export const leastPassThroughMs = 100
/** Senders give up sooner or later; most within half a minute. */
export const mostPassThroughMs = 120_000

/** Bounds of one bin's rules (A6). */
export const ruleBounds = {
  rules: 100,
  steps: 50,
  nameChars: 100,
  headers: 50,
  /** Of one body, before anything is filled in. */
  bodyBytes: 256 * 1024,
  /** Of all together, as JSON. */
  totalBytes: 512 * 1024,
  regexes: 12,
  delayMs: 300_000,
  bytesPerSecond: 1_000_000,
} as const

/** How long a connection is held at most, by a hang or a drip; then Hooklens closes it. */
export const mostHeldMs = 600_000

/** The name that is given to a rule without one. */
export function nameOf(rule: Pick<Rule, 'name' | 'when'>): string {
  return rule.name || rule.when || 'Every request'
}

export function stepsOf({ then }: Pick<GivenRule, 'then'>): readonly RuleResponse[] {
  return isList(then) ? then : [then]
}

/** `Array.isArray` does not tell a readonly list from the rest. */
function isList(then: GivenRule['then']): then is readonly RuleResponse[] {
  return Array.isArray(then)
}

/** Which step answers at a turn, counted from 1. */
export function stepAt(rule: Pick<Rule, 'then' | 'loop'>, turn: number): number {
  const { length } = stepsOf(rule)
  return rule.loop ? (turn - 1) % length : Math.min(turn, length) - 1
}
