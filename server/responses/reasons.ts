// What explaining an answer starts from, and the parts that all its sentences are made of.

import type { Filterable } from '../wire/filter/match.ts'
import type { AnswerRecord } from '../wire/requests.ts'
import type { Overridable, PassThrough, RuleSet } from '../wire/rules/rules.ts'
import type { Candidate } from '../wire/told-answers.ts'
import { isPreflight } from './cors.ts'
import { named } from './retell.ts'

export interface Explained {
  /** With its headers and its text. */
  readonly request: Filterable
  readonly answer: AnswerRecord
  /** Of the version it was answered by; undefined when that is no longer kept. */
  readonly set: RuleSet | undefined
  /** Whether the request validates the URL; `with-secret` where that depends on what the bin holds of the provider. */
  readonly validates: 'no' | 'yes' | 'with-secret'
  /** Given where the answer is foretold: what the bin does today. */
  readonly foretold?: Foretold | undefined
}

export interface Foretold {
  readonly handshakes: boolean
  readonly passThrough: PassThrough | null
}

export type Reason = Pick<Candidate, 'outcome' | 'why'>

export function answered(why: string): Reason {
  return { outcome: 'answered', why }
}

export function passedOver(why: string): Reason {
  return { outcome: 'passed-over', why }
}

export function notAsked(why: string): Reason {
  return { outcome: 'not-asked', why }
}

/** What has answers of its own, whatever the rules say. */
export const notWhole = notAsked('The request did not arrive whole.')

export function isWhole({ request }: Explained): boolean {
  return request.summary.state === 'complete'
}

export function asksForPreflight({ request: { summary, headers = [] } }: Explained): boolean {
  return isPreflight(summary.method, named(headers))
}

/** Whether the rule that answered comes before it. */
export function overrides({ answer, set }: Explained, what: Overridable): boolean {
  const rule = set?.rules.find(({ id }) => id === answer.rule?.id)
  return rule?.overrides?.includes(what) ?? false
}

/** `Rule 2`; by its name where its place is not known. */
export function answeringRule({ answer, set }: Explained): string {
  const { id, name = '' } = answer.rule ?? {}
  const index = set?.rules.findIndex((rule) => rule.id === id) ?? -1
  return index < 0 ? `Rule “${name}”` : `Rule ${index + 1}`
}

/** What became of an answer that was decided on, where another went out. */
export function inItsPlace({ by, status }: AnswerRecord): string {
  if (by === 'hooklens') return 'too many connections were held to hold this one too'
  return status === null ? 'the sender did not wait' : 'your own server answered instead'
}
