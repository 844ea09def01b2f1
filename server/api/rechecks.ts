// Verdicts computed anew, over REST: how that gets on, another go, and its end.

import { z } from '@hono/zod-openapi'
import type { Checking } from '../wire/verdicts.ts'
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
import { namedProvider, providerParams } from './secrets.ts'

const checkingSchema = z
  .object({
    provider: z.string(),
    state: z.enum(['running', 'done', 'cancelled', 'failed']),
    total: z.int().openapi({ description: '0 until the requests are counted.' }),
    done: z.int(),
    changed: z.int().openapi({ description: 'Verdicts that are other ones now.' }),
  })
  .openapi('Checking') satisfies z.ZodType<Checking>

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/rechecks',
  summary: 'Of which providers the verdicts are being computed anew.',
  request: { params: binParams },
  responses: {
    200: json(z.object({ rechecks: z.array(checkingSchema).readonly() }), 'Those under way.'),
    ...failures(401, 403, 404),
  },
})

const start = binRoute({
  method: 'post',
  path: '/bins/{bin}/rechecks/{provider}',
  summary:
    'Compute the verdicts of a provider anew, as happens by itself when its secrets change. The live stream tells of it.',
  middleware: ownerOnly,
  request: { params: providerParams },
  responses: { 202: json(checkingSchema, 'As it began.'), ...failures(400, 401, 403, 404) },
})

const cancel = binRoute({
  method: 'delete',
  path: '/bins/{bin}/rechecks/{provider}',
  summary: 'Stop computing anew; verdicts not computed by then stay as they were.',
  middleware: ownerOnly,
  request: { params: providerParams },
  responses: { 200: json(checkingSchema, 'As it ended.'), ...failures(400, 401, 403, 404) },
})

export function recheckRoutes({ secrets, verdicts }: Services) {
  return newRouter()
    .openapi(list, (c) => c.json({ rechecks: verdicts.list(c.var.bin.id) }, 200))
    .openapi(start, async (c) => {
      const { id } = namedProvider(c.req.valid('param').provider)
      // Replacing nothing notes that it is to be done, which outlasts a stop of the server.
      await secrets.replace(c.var.bin.id, id, {})
      return c.json(verdicts.recheck(c.var.bin.id, id), 202)
    })
    .openapi(cancel, async (c) => {
      const { id } = namedProvider(c.req.valid('param').provider)
      const ended = await verdicts.cancel(c.var.bin.id, id)
      return c.json(ended ?? throwNotFound('recheck of that provider under way'), 200)
    })
}
