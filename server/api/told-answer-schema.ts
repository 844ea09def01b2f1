// Who answered a request, why not another, and what was sent, over REST.

import { z } from '@hono/zod-openapi'
import {
  answerers,
  candidateOutcomes,
  mostToldBytes,
  type ToldAnswer,
} from '../wire/told-answers.ts'
import { answerSchema } from './answer-schema.ts'
import { headerPairSchema } from './schemas.ts'

const candidateSchema = z
  .object({
    type: z.enum(answerers),
    id: z.string().optional().openapi({ description: "A rule's." }),
    place: z.int().optional().openapi({ description: "A rule's place in the list, from 1." }),
    name: z.string(),
    outcome: z.enum(candidateOutcomes).openapi({
      description:
        "'passed-over' was looked at and did not answer; 'open' depends on a relay, which only a real request asks.",
    }),
    why: z.string().openapi({ example: 'It wants requests whose method is “POST”.' }),
  })
  .openapi('Candidate')

const sentSchema = z
  .object({
    status: z.int(),
    reason: z.string().openapi({ description: 'The phrase after the status.' }),
    headers: z
      .array(headerPairSchema)
      .readonly()
      .openapi({ description: 'In order, but for Date and what concerns the connection.' }),
    added: z
      .array(z.string())
      .readonly()
      .openapi({ description: 'Names of those headers that Hooklens adds to every answer.' }),
    body: z.object({
      size: z.int(),
      sent: z.int().openapi({
        description: 'How many bytes of it are sent, as it may be broken off; if the sender waits.',
      }),
      text: z.string().optional().openapi({ description: 'Where it is UTF-8.' }),
      base64: z.string().optional().openapi({ description: 'Where it is not.' }),
      isCut: z
        .boolean()
        .openapi({ description: `Only the first ${mostToldBytes} bytes are told.` }),
    }),
  })
  .openapi('SentAnswer')

export const toldAnswerSchema = z
  .object({
    answer: answerSchema
      .nullable()
      .openapi({ description: 'Null when nobody was left to answer.' }),
    candidates: z
      .array(candidateSchema)
      .readonly()
      .openapi({ description: 'All that could have answered, in the order they are asked in.' }),
    rules: z
      .enum(['current', 'changed', 'not-kept'])
      .openapi({ description: "Whether the bin's rules are still those it was answered by." }),
    sent: sentSchema.nullable().openapi({
      description: 'Made again from the rules of that time: nothing but the record is stored.',
    }),
    untold: z.string().optional().openapi({ description: 'Why `sent` is null.' }),
    delivery: z
      .string()
      .optional()
      .openapi({ description: "The relay's delivery whose response it was." }),
  })
  .openapi('ToldAnswer') satisfies z.ZodType<ToldAnswer>
