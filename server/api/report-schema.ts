// The report on retries as the API gives it: the shape of wire/rules/report, for the OpenAPI document.

import { z } from '@hono/zod-openapi'
import type {
  AttemptReport,
  EventReport,
  Outcome,
  RetryReport,
  SenderReport,
} from '../wire/rules/report/retry-report.ts'
import { seqNumber, unixMs } from './schemas.ts'

const ms = z.number()
const count = z.int()
const spreadShape = { leastMs: ms, medianMs: ms, mostMs: ms }
const verdict = z.enum(['fits', 'early', 'late', 'again', 'beyond', 'unstated'])

const backoff = z.object({
  shape: z
    .enum(['at-once', 'fixed', 'linear', 'exponential', 'growing', 'irregular', 'single'])
    .openapi({ description: 'growing: two gaps only, the second longer.' }),
  isFirstAtOnce: z.boolean(),
  curve: z
    .array(z.object({ position: z.int(), ms }))
    .readonly()
    .openapi({ description: 'The gap that the rule says, 1 being the one before attempt 2.' }),
  stepMs: ms.optional(),
  factor: z.number().optional(),
  capMs: ms.optional(),
  jitter: z.number().nullable().openapi({
    description: 'How far gaps stray from the rule, of 1: 0 not at all, null too few to say.',
  }),
  isFromStart: z
    .literal(true)
    .optional()
    .openapi({ description: 'Gaps are even counted from the start of an attempt.' }),
  gaps: count,
})

const attempt = z.object({
  seq: seqNumber,
  at: unixMs,
  answer: z.string(),
  status: z.int().nullable(),
  by: z.enum(['default', 'rule', 'handshake', 'relay', 'hooklens']).nullable(),
  rule: z
    .object({ name: z.string(), step: z.int(), steps: z.int() })
    .nullable()
    .openapi({ description: 'The step counts from 1.' }),
  waitMs: ms.nullable().openapi({ description: 'Until it was answered or gave up waiting.' }),
  gaveUpAfterMs: ms.nullable(),
  gapMs: ms.nullable().openapi({ description: 'Since the attempt before arrived.' }),
  pauseMs: ms.nullable().openapi({ description: 'Since that one was answered.' }),
  verdict: verdict
    .nullable()
    .openapi({ description: 'The gap against what the provider documents.' }),
  retryAfter: z
    .object({
      value: z.string().nullable(),
      ms: ms.nullable(),
      isHonoured: z.boolean().nullable(),
      lateMs: ms.nullable().openapi({ description: 'Below 0: earlier than asked for.' }),
    })
    .nullable()
    .openapi({
      description: 'What this answer asked for, and whether the next attempt kept to it.',
    }),
  redirect: z
    .object({
      location: z.string().nullable(),
      followed: z.enum(['yes', 'no', 'elsewhere', 'untold']).openapi({
        description:
          "'elsewhere' leads out of the bin, where nothing can be seen; 'untold': where it leads is not known, or a retry looks the same.",
      }),
      seq: seqNumber.nullable().openapi({ description: 'The request that followed.' }),
    })
    .nullable()
    .openapi({ description: 'Whether a redirect was followed.' }),
}) satisfies z.ZodType<AttemptReport>

const outcome = z.discriminatedUnion('type', [
  z.object({ type: z.literal('succeeded'), attempts: count, duplicates: count }),
  z.object({ type: z.literal('stopped'), attempts: count, answer: z.string() }),
  z.object({ type: z.literal('gave-up'), attempts: count, silentMs: ms }),
  z.object({
    type: z.literal('open'),
    attempts: count,
    silentMs: ms,
    expectedMs: ms.nullable(),
  }),
]) satisfies z.ZodType<Outcome>

const event = z.object({
  name: z.string().nullable(),
  id: z.string().nullable(),
  method: z.string(),
  path: z.string(),
  knownBy: z
    .enum(['id', 'body'])
    .openapi({ description: 'What its attempts have in common; two events may share a body.' }),
  attemptCount: count,
  attempts: z.array(attempt).readonly(),
  outcome,
}) satisfies z.ZodType<EventReport>

const sender = z.object({
  provider: z
    .object({ id: z.string(), label: z.string() })
    .nullable()
    .openapi({ description: 'Null for all senders that Hooklens does not know.' }),
  summary: z.string().openapi({
    example: 'Tries 4 times: after 1 s, 2 s, 4 s; exponential (×2), no jitter seen.',
  }),
  remarks: z.array(z.string()).readonly(),
  attempts: count,
  outcomes: z.object({ succeeded: count, stopped: count, gaveUp: count, open: count }),
  gaps: z
    .array(z.object({ attempt: count, gaps: count, fromStart: count, ...spreadShape }))
    .readonly()
    .openapi({
      description:
        'By the attempt after the gap. Each is counted from the end of the answer before; those `fromStart` from the start of the attempt before, as no more is known.',
    }),
  backoff: backoff.nullable(),
  reactions: z.array(z.object({ answer: z.string(), times: count, retried: count })).readonly(),
  retryAfter: z
    .object({
      honours: z.enum(['yes', 'no', 'partly', 'longer', 'untold']),
      followed: count,
      honoured: count,
      unknown: count,
    })
    .nullable(),
  redirects: z
    .object({ followed: count, notFollowed: count, elsewhere: count, untold: count })
    .nullable(),
  timeout: z
    .object({ times: count, ...spreadShape })
    .nullable()
    .openapi({ description: 'How long it waits for an answer.' }),
  longestWaitMs: ms,
  givesUp: z
    .object({
      events: count,
      leastAttempts: count,
      mostAttempts: count,
      span: z.object(spreadShape),
    })
    .nullable(),
  mostAttempts: count,
  duplicates: count,
  documented: z
    .object({
      schedule: z.object({
        delays: z.array(z.number()).readonly(),
        most: z.number().optional(),
        within: z.number().optional(),
        note: z.string().optional(),
      }),
      verdicts: z.partialRecord(verdict, count),
    })
    .nullable(),
  eventCount: count,
  events: z.array(event).readonly().openapi({ description: 'The newest first.' }),
}) satisfies z.ZodType<SenderReport>

export const retryReportSchema = z
  .object({
    rule: z.object({ id: z.string(), name: z.string() }),
    at: unixMs,
    after: seqNumber,
    hasOlder: z.boolean().openapi({ description: 'There are older requests, not looked at.' }),
    changesAt: unixMs
      .nullable()
      .openapi({ description: 'When it says otherwise though nothing arrives.' }),
    senders: z.array(sender).readonly(),
  })
  .openapi('RetryReport') satisfies z.ZodType<RetryReport>
