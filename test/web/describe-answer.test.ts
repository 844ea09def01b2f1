import { describe, expect, test } from 'vitest'
import { howAnswered } from '../../server/wire/answer-words.ts'
import type { AnswerRecord } from '../../server/wire/requests.ts'
import { answerText, answerTone, shownStatus } from '../../web/text/describe.ts'

const rule = { id: 'r', name: 'Down', turn: 1, step: 0, steps: 1 }
const sent: AnswerRecord = { status: 200, by: 'rule', ms: 3, rule }
const unsent: AnswerRecord = { ...sent, status: null }

describe('[R4] what was done in place of a plain answer', () => {
  test.each<[AnswerRecord, string, string, string]>([
    [sent, '200', 'ok', 'answered 200 by rule “Down” in 3 ms'],
    [{ ...sent, status: 503 }, '503', 'bad', 'answered 503 by rule “Down” in 3 ms'],
    [{ ...unsent, end: 'hang' }, 'hang', 'bad', 'left hanging by rule “Down” in 3 ms'],
    [{ ...unsent, end: 'reset' }, 'reset', 'bad', 'reset by rule “Down” in 3 ms'],
    [
      { ...unsent, by: 'relay', gaveUpAfterMs: 9 },
      ...(['nothing', 'bad', 'not answered by the relay in 3 ms'] as const),
    ],
    [
      { ...sent, status: 503, by: 'hooklens' },
      ...(['503', 'bad', 'answered 503 by Hooklens itself in 3 ms'] as const),
    ],
    [{ ...sent, end: 'truncate' }, '200…', 'warn', 'answered 200… by rule “Down” in 3 ms'],
    [{ ...sent, gaveUpAfterMs: 9 }, '200…', 'warn', 'answered 200… by rule “Down” in 3 ms'],
  ])('%o is %s, %s', (record, shown, tone, text) => {
    expect([shownStatus(record), answerTone(record), answerText(record)]).toEqual([
      shown,
      tone,
      text,
    ])
  })

  test.each<[Partial<AnswerRecord>, readonly string[]]>([
    [{}, []],
    [{ delayMs: 5_000 }, ['It was held back for 5 s.']],
    [
      { by: 'hooklens', status: 503, note: 'It held 100.' },
      [
        'It held 100. So Hooklens itself answered at once; turn 1 of the rule “Down” was taken all the same.',
      ],
    ],
    [
      { drip: { bytesPerSecond: 1000 }, heldMs: 4_000 },
      ['It was sent with its body at 1,000 bytes a second.', 'It was over after 4 s.'],
    ],
    [
      { end: 'truncate' },
      [
        'The connection was closed after half of the body, 4 of 9 bytes, as the rule says; the headers promise all of it.',
      ],
    ],
    [
      { end: 'hang', status: null, gaveUpAfterMs: 9_800 },
      [
        'The connection was held open without an answer, as the rule says.',
        'The sender gave up after 9.8 s.',
      ],
    ],
    [
      { end: 'reset-during', by: 'default', note: 'It was so.' },
      [
        'The connection was reset after half of the body, 4 of 9 bytes, as the default says.',
        'It was so.',
      ],
    ],
  ])('%o in sentences', (more, sentences) => {
    expect(howAnswered({ ...sent, ...more }, { bytes: 9, sentBytes: 4 })).toEqual(sentences)
  })
})
