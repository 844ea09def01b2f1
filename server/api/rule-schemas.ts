// Rules, as the API takes and gives them: their shape here, what is in them is checked by wire/rules/flaws.ts.

import { z } from '@hono/zod-openapi'
import {
  type BinRules,
  endings,
  type GivenRule,
  leastPassThroughMs,
  mostPassThroughMs,
  overridables,
  type Rule,
  type RuleResponse,
  type Rules,
  type RulesChange,
  turnScopes,
} from '../wire/rules/rules.ts'
import { dripSchema } from './answer-schema.ts'
import { headerPairSchema, seqNumber } from './schemas.ts'

const passThrough = z
  .strictObject({
    timeoutMs: z.number().openapi({
      ...{ description: 'Then the bin answers itself.', example: 5_000, type: 'integer' },
      ...{ minimum: leastPassThroughMs, maximum: mostPassThroughMs },
    }),
  })
  .nullable()
  .openapi({ description: "Answer senders with what a connected relay's local server answers." })

const handshakes = z.boolean().openapi({
  description: 'Answer providers that validate the URL as they demand.',
})

const delay = z
  .union([
    z.number(),
    z
      .tuple([z.number(), z.number()])
      .readonly()
      .openapi({ type: 'array', items: { type: 'number' }, minItems: 2, maxItems: 2 }),
  ])
  .openapi({ description: 'Milliseconds; of a range [from, to], a random one.', example: 5_000 })

export const ruleResponseSchema = z
  .strictObject({
    status: z.number().optional().openapi({ description: '200 to 599; default 200.' }),
    reason: z.string().optional().openapi({ description: "Default: HTTP's own phrase." }),
    headers: z.array(headerPairSchema).readonly().optional(),
    body: z.string().optional(),
    bodyBase64: z.string().optional(),
    echo: z
      .boolean()
      .optional()
      .openapi({ description: "Answer with the request's own body and content type." }),
    template: z
      .boolean()
      .optional()
      .openapi({ description: "Fill in {{…}} in the body and the headers' values." }),
    delayMs: delay.optional(),
    drip: dripSchema.optional(),
    end: z.enum(endings).optional().openapi({ description: 'How the answer ends.' }),
    chance: z
      .number()
      .optional()
      .openapi({ description: 'How likely it answers; else the rules below are asked.' }),
  })
  .openapi('RuleResponse') satisfies z.ZodType<RuleResponse>

const then = z.union([ruleResponseSchema, z.array(ruleResponseSchema).readonly()]).openapi({
  description: 'Of a list one after the other; the last one stays, unless `loop`.',
})

const ruleShape = {
  when: z.string().openapi({ description: "A filter; '' matches all.", example: 'method:POST' }),
  then,
  off: z.boolean().optional().openapi({ description: 'Kept, but not asked.' }),
  per: z.enum(turnScopes).optional().openapi({ description: 'What turns are counted per.' }),
  loop: z.boolean().optional(),
  overrides: z
    .array(z.enum(overridables))
    .readonly()
    .optional()
    .openapi({ description: 'Answers before these, which come before rules otherwise.' }),
}
const id = z.string().openapi({ description: 'Stays with the rule when it is changed or moved.' })
const seed = z.number().openapi({ description: 'What chances and delays are drawn from.' })
const version = z.int().openapi({ description: 'Counts every change of rules; 0 before any.' })

const ruleSchema = z
  .object({
    ...ruleShape,
    id,
    name: z.string(),
    seed,
    after: seqNumber.openapi({ description: 'Only requests after this one count for its turns.' }),
  })
  .openapi('Rule') satisfies z.ZodType<Rule>

export const givenRuleSchema = z
  .strictObject({
    ...ruleShape,
    id: id.optional(),
    name: z.string().optional(),
    seed: seed.optional(),
    after: seqNumber.optional().openapi({ description: 'Set by the server.' }),
  })
  .openapi('GivenRule') satisfies z.ZodType<GivenRule>

export const rulesSchema = z
  .object({
    version,
    rules: z.array(ruleSchema).readonly(),
    default: ruleResponseSchema.nullable().openapi({
      description: 'What answers when nothing else does; null is 200 {"ok":true}.',
    }),
    passThrough,
    handshakes,
  })
  .openapi('Rules') satisfies z.ZodType<Rules & BinRules>

export const rulesChangeSchema = z
  .strictObject({
    rules: z.array(givenRuleSchema).readonly().optional(),
    default: ruleResponseSchema.nullable().optional(),
    passThrough: passThrough.optional(),
    handshakes: handshakes.optional(),
    version: version.optional().openapi({
      description: 'The version the change was made to: refused when there is a newer one.',
    }),
  })
  .refine(
    ({ version, ...rules }) => Object.values(rules).some((rule) => rule !== undefined),
    'Give a rule.',
  )
  .openapi('RulesChange') satisfies z.ZodType<RulesChange>
