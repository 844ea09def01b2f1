// Relays over REST: which ones are connected.

import { z } from '@hono/zod-openapi'
import type { RelayInfo } from '../wire/relay.ts'
import { binParams, binRoute, failures, json, newRouter, type Services } from './context.ts'
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

export function relayRoutes({ relays }: Services) {
  return newRouter().openapi(list, (c) => c.json({ relays: relays.list(c.var.bin.id) }, 200))
}
