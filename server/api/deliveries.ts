// Replays and their outcomes over REST.

import { z } from '@hono/zod-openapi'
import { changeOf } from '../live/announce.ts'
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
import { deliverySchema, deliveryWithBodySchema, replayOptionsSchema } from './delivery-schemas.ts'
import { countText } from './schemas.ts'

const replay = binRoute({
  method: 'post',
  path: '/bins/{bin}/requests/{seq}/replay',
  summary:
    'Send a request to a target, exactly as captured but for what is edited. Answers when the target has; hanging up cancels.',
  middleware: ownerOnly,
  request: {
    params: binParams.extend({
      seq: countText().openapi({ param: { name: 'seq', in: 'path' }, example: 17 }),
    }),
    body: { required: true, content: { 'application/json': { schema: replayOptionsSchema } } },
  },
  responses: {
    201: json(deliveryWithBodySchema, 'The delivery with its outcome, a failed one included.'),
    ...failures(400, 401, 403, 404, 413),
  },
})

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/deliveries',
  summary: 'Deliveries, newest first.',
  request: {
    params: binParams,
    query: z.strictObject({
      seq: countText().optional().openapi({ description: 'Only those of this request.' }),
      limit: countText({ least: 1, most: 500 }).default(100).openapi({ default: 100 }),
    }),
  },
  responses: {
    200: json(z.object({ deliveries: z.array(deliverySchema).readonly() }), 'The deliveries.'),
    ...failures(400, 401, 403, 404),
  },
})

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/deliveries/{id}',
  summary: "A delivery with the kept bytes of the response's body.",
  request: { params: binParams.extend({ id: z.string() }) },
  responses: { 200: json(deliveryWithBodySchema, 'The delivery.'), ...failures(401, 403, 404) },
})

export function deliveryRoutes({ store, hub, replayer }: Services) {
  return newRouter()
    .openapi(replay, async (c) => {
      const { seq } = c.req.valid('param')
      const bin = c.var.bin.id
      const { delivery, rev, summary } = await replayer.replay(
        bin,
        seq,
        c.req.valid('json'),
        c.req.raw.signal,
      )
      const { bodyBase64: _, ...announced } = delivery
      hub.announce({ type: 'delivered', bin, rev, delivery: announced })
      hub.announce({ type: 'changed', bin, rev, requests: [changeOf(summary)] })
      return c.json(delivery, 201)
    })
    .openapi(list, async (c) => {
      const { seq, limit } = c.req.valid('query')
      const options = seq === undefined ? { limit } : { seq, limit }
      const deliveries = await store.listDeliveries(c.var.bin.id, options)
      return c.json({ deliveries }, 200)
    })
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      const found = (await store.getDelivery(c.var.bin.id, id)) ?? throwNotFound('such delivery')
      const bodyBase64 = Buffer.from(found.body).toString('base64')
      return c.json({ ...found.delivery, bodyBase64 }, 200)
    })
}
