// How an answer was brought about, where it did not simply go out, in words: for the inspector and for exports.

import { gap } from './durations.ts'
import type { AnswerRecord } from './requests.ts'

/** `sentBytes` of `bytes` of its body went out, where that is known. */
export interface Measures {
  readonly bytes: number
  readonly sentBytes: number
}

/** Sentences, in the order it happened. */
export function howAnswered(record: AnswerRecord, measures?: Measures): readonly string[] {
  const { status, by, delayMs, drip, heldMs, gaveUpAfterMs, note } = record
  return [
    delayMs !== undefined && `It was held back for ${gap(delayMs)}.`,
    drip &&
      `It was sent ${drip.headers ? 'from its status line on' : 'with its body'} at ${drip.bytesPerSecond.toLocaleString('en')} bytes a second.`,
    endWords(record, measures),
    heldMs !== undefined && `It was over after ${gap(heldMs)}.`,
    gaveUpAfterMs !== undefined &&
      `The sender gave up after ${gap(gaveUpAfterMs)}${status === null ? '' : ', without the whole answer'}.`,
    by === 'hooklens' ? `${note} So Hooklens itself answered at once${turnWords(record)}.` : note,
  ].filter((sentence) => typeof sentence === 'string')
}

function turnWords({ rule }: AnswerRecord): string {
  return rule ? `; turn ${rule.turn} of the rule “${rule.name}” was taken all the same` : ''
}

function endWords({ end, by }: AnswerRecord, measures: Measures | undefined): string | undefined {
  const says = by === 'rule' ? 'as the rule says' : 'as the default says'
  const { bytes = 0, sentBytes = 0 } = measures ?? {}
  const part = bytes > 0 ? `, ${sentBytes} of ${bytes} bytes` : ''
  switch (end) {
    case undefined:
      return undefined
    case 'hang':
      return `The connection was held open without an answer, ${says}.`
    case 'reset':
      return `The connection was reset without an answer, ${says}.`
    case 'reset-during':
      return `The connection was reset after half of the body${part}, ${says}.`
    case 'reset-after':
      return `The connection was reset after the answer, ${says}.`
    case 'truncate':
      return `The connection was closed after half of the body${part}, ${says}; the headers promise all of it.`
  }
}
