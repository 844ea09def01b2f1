// Brings a decided answer to the sender once the request is stored, and says what its record is to tell of it after all.

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Performance } from '../responses/decide.ts'
import type { Answer } from '../wire/answers.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { AnswerRecord, HeaderPair } from '../wire/requests.ts'
import type { PassThrough } from '../wire/rules/rules.ts'
import type { Holds } from './holds.ts'
import { type AskRelay, waitForRelay } from './pass-through.ts'
import { type Performed, performAnswer } from './perform-answer.ts'

export interface Giving {
  readonly bin: BinId
  readonly seq: Seq
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly answer: Answer
  readonly performance: Performance | undefined
  /** As it was stored. */
  readonly record: AnswerRecord
  /** What every answer carries besides. */
  readonly extra: readonly HeaderPair[]
  /** Where the bin passes answers through, and a relay is connected. */
  readonly passThrough: PassThrough | null
}

export interface Ways {
  readonly ask: AskRelay | undefined
  readonly holds: Holds
}

/** The record as it turned out; undefined where it stands as stored. */
export async function giveAnswer(
  giving: Giving,
  { ask, holds }: Ways,
): Promise<AnswerRecord | undefined> {
  const { bin, seq, request, response, extra, passThrough } = giving
  let { answer, performance = plainly, record } = giving
  if (passThrough) {
    const settled = await waitForRelay(ask, {
      ...{ seq, passThrough, request, response, answer, record },
    })
    if (!settled.answer) return settled.record
    if (settled.record.by === 'relay') performance = plainly
    answer = settled.answer
    record = settled.record
  }
  const performed = await performAnswer(
    request,
    response,
    answer,
    extra,
    performance,
    (bytes, hurry) => holds.take(bin, bytes, hurry),
  )
  const told = recordOf(performed, record)
  return told === giving.record ? undefined : told
}

const plainly: Performance = { delayMs: 0, end: 'normal' }

/** What an answer's record says of how it was performed. */
function recordOf(performed: Performed, record: AnswerRecord): AnswerRecord {
  switch (performed.type) {
    case 'sent': {
      const { note, afterMs } = performed
      // How long anything else was held the rule says: nothing more needs to be written for it.
      const timed = record.drip ? { ...record, heldMs: afterMs } : record
      return note === undefined ? timed : { ...timed, note }
    }
    case 'gave-up':
      return { ...record, gaveUpAfterMs: performed.afterMs }
    case 'stopped':
      return { ...record, heldMs: performed.afterMs, note: performed.note }
    case 'crowded': {
      const { status, why } = performed
      return { ...withoutAnswer(record), status, by: 'hooklens', note: why }
    }
  }
}

/** What a record still says where another answered: whose turn it was, but nothing of what that would have answered. */
function withoutAnswer(record: AnswerRecord): AnswerRecord {
  const {
    delayMs: _delay,
    drip: _drip,
    end: _end,
    missing: _missing,
    salt: _salt,
    ...rest
  } = record
  return rest
}
