// How a bin answers its senders, over REST.

import { z } from '@hono/zod-openapi'
import {
  type BinRules,
  leastPassThroughMs,
  mostPassThroughMs,
  type RulesChange,
} from '../wire/rules/rules.ts'
import {
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  type Services,
  throwNotFound,
} from './context.ts'

const passThrough = z
  .strictObject({
    timeoutMs: z
      .int()
      .min(leastPassThroughMs)
      .max(mostPassThroughMs)
      .openapi({ description: 'Then the bin answers itself.', example: 5_000 }),
  })
  .nullable()
  .openapi({ description: "Answer senders with what a connected relay's local server answers." })

const handshakes = z.boolean().openapi({
  description: 'Answer providers that validate the URL as they demand.',
})

const rulesSchema = z
  .object({ passThrough, handshakes })
  .openapi('Rules') satisfies z.ZodType<BinRules>

const changeSchema = z
  .strictObject({ passThrough: passThrough.optional(), handshakes: handshakes.optional() })
  .refine((rules) => Object.values(rules).some((rule) => rule !== undefined), 'Give a rule.')
  .openapi('RulesChange') satisfies z.ZodType<RulesChange>

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/rules',
  summary: 'How the bin answers its senders.',
  request: { params: binParams },
  responses: { 200: json(rulesSchema, 'The rules.'), ...failures(401, 403, 404) },
})

const replace = binRoute({
  method: 'put',
  path: '/bins/{bin}/rules',
  summary:
    'Change how the bin answers its senders, from the next request on; what is left out stays.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: changeSchema } } },
  },
  responses: {
    200: json(rulesSchema, 'The rules as changed.'),
    ...failures(400, 401, 403, 404, 413),
  },
})

export function ruleRoutes({ store, hub, capture }: Services) {
  return newRouter()
    .openapi(read, (c) => c.json(rulesOf(c.var.bin), 200))
    .openapi(replace, async (c) => {
      const { passThrough, handshakes } = c.req.valid('json')
      const bin = await store.updateBin(c.var.bin.id, {
        ...(passThrough === undefined ? {} : { passThrough }),
        ...(handshakes === undefined ? {} : { handshakes }),
      })
      if (!bin) throwNotFound('such bin')
      capture.forgetRules(bin.id)
      hub.announce({ type: 'changed', bin: bin.id, rev: bin.rev })
      return c.json(rulesOf(bin), 200)
    })
}

function rulesOf({ passThrough, handshakes }: BinRules): BinRules {
  return { passThrough, handshakes }
}
