// Relays over REST: which ones are connected, and whether a target wants one.

import { z } from '@hono/zod-openapi'
import type { RelayInfo, WayChoice } from '../wire/relay.ts'
import {
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  type Services,
} from './context.ts'
import { unixMs } from './schemas.ts'

const relaySchema = z
  .object({
    id: z.string().openapi({ description: 'Names the process for as long as it runs.' }),
    connectedAt: unixMs,
    targets: z.array(z.string()).readonly(),
    answers: z
      .boolean()
      .openapi({ description: 'Whether senders get its answer where answers are passed through.' }),
  })
  .openapi('Relay') satisfies z.ZodType<RelayInfo>

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/relays',
  summary: 'The relays connected now, the longest connected first.',
  request: { params: binParams },
  responses: {
    200: json(z.object({ relays: z.array(relaySchema).readonly() }), 'The relays.'),
    ...failures(401, 403, 404),
  },
})

const wayChoiceSchema = z
  .discriminatedUnion('type', [
    z.object({ type: z.literal('way'), via: z.enum(['server', 'relay']) }),
    z.object({
      type: z.literal('none'),
      message: z.string(),
      command: z.string().openapi({ description: 'Connects a relay that delivers there.' }),
    }),
  ])
  .openapi('WayChoice') satisfies z.ZodType<WayChoice>

const way = binRoute({
  method: 'get',
  path: '/bins/{bin}/way',
  summary: 'How a replay to a target would go: by a relay, by the server, or not at all.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    query: z.strictObject({
      target: z.string().openapi({ example: 'http://localhost:3000' }),
      via: z.enum(['server', 'relay']).optional(),
    }),
  },
  responses: { 200: json(wayChoiceSchema, 'The way.'), ...failures(400, 401, 403, 404) },
})

export function relayRoutes({ relays, ways }: Services) {
  return newRouter()
    .openapi(list, (c) => c.json({ relays: relays.list(c.var.bin.id) }, 200))
    .openapi(way, async (c) => {
      const { target, via } = c.req.valid('query')
      const asked = { target, ...(via === undefined ? {} : { via }) }
      return c.json(await ways.preview(c.var.bin.id, asked, c.req.raw.signal), 200)
    })
}
