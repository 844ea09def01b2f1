// How an answer is brought about, drawn for the turn, and what its record tells of that.

import type { AnswerRecord } from '../wire/requests.ts'
import type { Rule } from '../wire/rules/rules.ts'
import { draw } from './draw.ts'
import type { CompiledResponse } from './render.ts'

/** How long the answer is held back at a turn: the same for the same seed. */
export function delayOf(
  { response }: CompiledResponse,
  rule: Rule | undefined,
  turn: number,
): number {
  const { delayMs = 0 } = response
  if (typeof delayMs === 'number') return delayMs
  const [from, to] = delayMs
  return Math.round(from + (to - from) * draw(rule?.seed ?? 0, turn, 'delay'))
}

/** What of a response its record tells besides status and rule. */
export function recordOf(
  { end, drip }: CompiledResponse,
  delayMs: number,
): Pick<AnswerRecord, 'delayMs' | 'drip' | 'end'> {
  return {
    ...(delayMs > 0 && { delayMs }),
    ...(drip && { drip }),
    ...(end !== 'normal' && { end }),
  }
}

/** The status that reaches the sender; null where none is sent. */
export function sentStatus({ status, end }: CompiledResponse): number | null {
  return end === 'hang' || end === 'reset' ? null : status
}
