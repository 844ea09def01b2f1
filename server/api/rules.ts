// How a bin answers its senders, over REST.

import { z } from '@hono/zod-openapi'
import { type BinRules, leastPassThroughMs, mostPassThroughMs } from '../wire/rules.ts'
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

const rulesSchema = z
  .strictObject({
    passThrough: z
      .strictObject({
        timeoutMs: z
          .int()
          .min(leastPassThroughMs)
          .max(mostPassThroughMs)
          .openapi({ description: 'Then the bin answers itself.', example: 5_000 }),
      })
      .nullable()
      .openapi({
        description: "Answer senders with what a connected relay's local server answers.",
      }),
  })
  .openapi('Rules') satisfies z.ZodType<BinRules>

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
  summary: 'Change how the bin answers its senders, from the next request on.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: rulesSchema } } },
  },
  responses: {
    200: json(rulesSchema, 'The rules as changed.'),
    ...failures(400, 401, 403, 404, 413),
  },
})

export function ruleRoutes({ store, hub, capture }: Services) {
  return newRouter()
    .openapi(read, (c) => c.json({ passThrough: c.var.bin.passThrough }, 200))
    .openapi(replace, async (c) => {
      const { passThrough } = c.req.valid('json')
      const bin = await store.updateBin(c.var.bin.id, { passThrough })
      if (!bin) throwNotFound('such bin')
      capture.forgetRules(bin.id)
      hub.announce({ type: 'changed', bin: bin.id, rev: bin.rev })
      return c.json({ passThrough: bin.passThrough }, 200)
    })
}
