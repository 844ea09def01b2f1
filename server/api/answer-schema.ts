// What a request was answered, over REST.

import { z } from '@hono/zod-openapi'
import type { AnswerRecord } from '../wire/requests.ts'
import { endings } from '../wire/rules/rules.ts'

export const dripSchema = z
  .strictObject({
    bytesPerSecond: z.int(),
    headers: z
      .boolean()
      .optional()
      .openapi({ description: 'Status line and headers too, not the body alone.' }),
  })
  .openapi({ description: 'Send the answer a few bytes at a time.' })

const turn = z.int().openapi({ description: 'Which of the requests it matched; the first is 1.' })

export const answerSchema = z
  .object({
    status: z.int().nullable().openapi({ description: 'Null when none was sent.' }),
    by: z.enum(['default', 'rule', 'handshake', 'relay', 'hooklens']).openapi({
      description:
        "'hooklens': there was no room to hold the answer as it was to be, so Hooklens itself refused, as `note` says.",
    }),
    rule: z
      .object({
        id: z.string(),
        name: z.string(),
        turn,
        step: z.int().openapi({ description: 'Which of its responses, from 0.' }),
        steps: z.int(),
      })
      .optional()
      .openapi({
        description: "The one that matched, whose turn this was; it answered where `by` is 'rule'.",
      }),
    ms: z.number(),
    rulesVersion: z.int().optional(),
    missed: z
      .array(z.object({ rule: z.string(), turn }))
      .readonly()
      .optional()
      .openapi({ description: 'Rules that matched, but whose chance did not strike.' }),
    delayMs: z.number().optional(),
    drip: dripSchema.optional(),
    end: z
      .enum(endings)
      .exclude(['normal'])
      .optional()
      .openapi({ description: 'How it was broken off on purpose.' }),
    missing: z
      .array(z.string())
      .readonly()
      .optional()
      .openapi({ description: 'What was asked for in its template and not there.' }),
    salt: z.int().optional(),
    gaveUpAfterMs: z
      .number()
      .optional()
      .openapi({ description: 'When the sender closed the connection, without the whole answer.' }),
    heldMs: z.number().optional().openapi({
      description:
        'How long it took until the last byte of what dripped, or was cut short, was out.',
    }),
    note: z.string().optional(),
    handshakesOff: z.literal(true).optional().openapi({
      description: 'It validated the URL, and handshakes were switched off.',
    }),
    passThrough: z
      .object({
        outcome: z.enum(['answered', 'no-relay', 'too-late', 'failed', 'gave-up', 'asked']),
        detail: z.string(),
        waitedMs: z.number().optional(),
      })
      .optional()
      .openapi({ description: "What came of asking a relay for its local server's answer." }),
  })
  .openapi('Answer') satisfies z.ZodType<AnswerRecord>
