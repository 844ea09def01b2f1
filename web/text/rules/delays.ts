// Delays as they are typed: a number with its unit, one or two of them.

import type { Ending, RuleResponse } from '../../../server/wire/rules/rules.ts'

export type Unit = 's' | 'ms'
export const unitMs: Readonly<Record<Unit, number>> = { s: 1_000, ms: 1 }

/** Whole seconds and halves read best as seconds. */
export function unitOf(delayMs: RuleResponse['delayMs']): Unit {
  const times = typeof delayMs === 'number' ? [delayMs] : (delayMs ?? [0])
  return times.every((ms) => ms % 100 === 0) ? 's' : 'ms'
}

/** What the sender sees of each way to end. */
export const endingWords: Readonly<
  Record<Ending, { readonly name: string; readonly what: string }>
> = {
  normal: { name: 'Answer', what: 'The sender gets the whole answer.' },
  hang: {
    name: 'Never answer',
    what: 'The connection stays open and silent, until the sender gives up or ten minutes are over.',
  },
  reset: {
    name: 'Reset before the answer',
    what: 'The connection is torn down: most senders say “connection reset” or “socket hang up”.',
  },
  'reset-during': {
    name: 'Reset during the answer',
    what: 'The sender gets status, headers and half of the body, then the connection is torn down.',
  },
  'reset-after': {
    name: 'Reset after the answer',
    what: 'All of the answer is sent, then the connection is torn down instead of being closed.',
  },
  truncate: {
    name: 'Cut the body short',
    what: 'Content-Length promises more than is sent before the connection is closed: an incomplete body.',
  },
}
