// Captured requests over REST: list them; read, mark and delete one, and have its exact bytes.

import { z } from '@hono/zod-openapi'
import { changeOf } from '../live/announce.ts'
import { providerOf } from '../providers/index.ts'
import type { RequestMarks } from '../wire/requests.ts'
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
import { decodeBody } from './decode-body.ts'
import { offersOf } from './present-offers.ts'
import { retriesSchema } from './providers.ts'
import { countText, filterText, marksSchema, requestSchema, summarySchema } from './schemas.ts'
import { checkRange, readFilter } from './selection.ts'

export const seqParams = binParams.extend({
  seq: countText().openapi({ param: { name: 'seq', in: 'path' }, example: 17 }),
})

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/requests',
  summary: 'Requests by seq, a page at a time.',
  request: {
    params: binParams,
    query: z.strictObject({
      filter: filterText.optional(),
      after: countText().optional().openapi({ description: 'Only seqs above this.' }),
      before: countText().optional().openapi({ description: 'Only seqs below this.' }),
      limit: countText({ least: 1, most: 2000 }).default(100).openapi({ default: 100 }),
      order: z
        .enum(['asc', 'desc'])
        .default('desc')
        .openapi({ description: 'desc: newest first.' }),
    }),
  },
  responses: {
    200: json(
      z.object({
        requests: z.array(summarySchema).readonly(),
        next: z.int().nullable().openapi({
          description:
            'Where the next page begins: pass it as `before` (desc) or `after` (asc). Null at the end. A filtered page may be short, even empty, and yet have a next one: finding little takes more than one call.',
        }),
      }),
      'A page.',
    ),
    ...failures(400, 401, 403, 404),
  },
})

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/requests/{seq}',
  summary: 'Everything of a request but its body.',
  request: { params: seqParams },
  responses: { 200: json(requestSchema, 'The request.'), ...failures(400, 401, 403, 404) },
})

const body = binRoute({
  method: 'get',
  path: '/bins/{bin}/requests/{seq}/body',
  summary: 'The exact bytes of the body, or content-decoded.',
  request: {
    params: seqParams,
    query: z.strictObject({
      decoded: z.literal('1').optional().openapi({ description: '1: undo the content encoding.' }),
    }),
  },
  responses: {
    200: {
      description: 'The bytes, always as a download.',
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...failures(400, 401, 403, 404, 413),
  },
})

const repeats = binRoute({
  method: 'get',
  path: '/bins/{bin}/requests/{seq}/repeats',
  summary: 'All attempts at the event of a request, in the order they came.',
  request: {
    params: seqParams,
    query: z.strictObject({
      limit: countText({ least: 1, most: 1000 }).default(100).openapi({ default: 100 }),
    }),
  },
  responses: {
    200: json(
      z.object({
        requests: z.array(summarySchema).readonly().openapi({
          description: 'The newest of them; only the request itself where nothing tells its event.',
        }),
        hasOlder: z.boolean(),
        retries: retriesSchema.nullable(),
      }),
      'The attempts.',
    ),
    ...failures(400, 401, 403, 404),
  },
})

const mark = binRoute({
  method: 'patch',
  path: '/bins/{bin}/requests/{seq}',
  summary: 'Change note, tags, pin or read mark.',
  middleware: ownerOnly,
  request: {
    params: seqParams,
    body: { required: true, content: { 'application/json': { schema: marksSchema } } },
  },
  responses: {
    200: json(summarySchema, 'The request as changed.'),
    ...failures(400, 401, 403, 404, 413),
  },
})

const remove = binRoute({
  method: 'delete',
  path: '/bins/{bin}/requests/{seq}',
  summary: 'Delete a request.',
  middleware: ownerOnly,
  request: { params: seqParams },
  responses: {
    200: json(z.object({ removed: z.array(z.int()).readonly() }), 'The seqs deleted.'),
    ...failures(400, 401, 403, 404),
  },
})

export function requestRoutes({ store, hub, verdicts, now }: Services) {
  return newRouter()
    .openapi(list, async (c) => {
      const { filter, after, before, limit, order } = c.req.valid('query')
      checkRange(['after', after], ['before', before])
      const options = {
        limit,
        order,
        ...(after === undefined ? {} : { after }),
        ...(before === undefined ? {} : { before }),
        ...(filter === undefined ? {} : { filter: readFilter(filter, now()) }),
      }
      const { requests, next } = await store.listRequests(c.var.bin.id, options)
      return c.json({ requests, next }, 200)
    })
    .openapi(read, async (c) => {
      const { seq } = c.req.valid('param')
      const request =
        (await store.getRequest(c.var.bin.id, seq)) ?? throwNotFound(`request #${seq}`)
      if (request.signature?.isProvisional) verdicts.explain(c.var.bin.id, seq)
      const isOwner = c.var.access === 'owner'
      const offers = isOwner ? await offersOf({ verdicts }, c.var.bin.id, request) : undefined
      return c.json(offers ? { ...request, offers } : request, 200)
    })
    .openapi(body, async (c) => {
      const { seq } = c.req.valid('param')
      const { id } = c.var.bin
      const request = (await store.getRequest(id, seq)) ?? throwNotFound(`request #${seq}`)
      const bytes = (await store.getBody(id, seq)) ?? throwNotFound(`request #${seq}`)
      const wanted = c.req.valid('query').decoded
        ? await decodeBody(bytes, request.body.contentEncoding)
        : bytes
      // Never a type a browser would render, whatever the sender claimed (A3).
      return c.body(Uint8Array.from(wanted), 200, {
        'Content-Type': 'application/octet-stream',
        'Content-Disposition': `attachment; filename="${id}-${seq}.bin"`,
        'X-Content-Type-Options': 'nosniff',
        'Content-Security-Policy': 'sandbox',
      })
    })
    .openapi(repeats, async (c) => {
      const { seq } = c.req.valid('param')
      const { limit } = c.req.valid('query')
      const found =
        (await store.listRepeats(c.var.bin.id, seq, limit)) ?? throwNotFound(`request #${seq}`)
      const sender = found.requests[0]?.provider?.id
      const retries = (sender && providerOf(sender)?.retries) || null
      return c.json({ ...found, retries }, 200)
    })
    .openapi(mark, async (c) => {
      const { seq } = c.req.valid('param')
      const marks: Partial<RequestMarks> = c.req.valid('json')
      const { rev, value } =
        (await store.markRequest(c.var.bin.id, seq, marks)) ?? throwNotFound(`request #${seq}`)
      hub.announce({ type: 'changed', bin: c.var.bin.id, rev, requests: [changeOf(value)] })
      return c.json(value, 200)
    })
    .openapi(remove, async (c) => {
      const { seq } = c.req.valid('param')
      const { rev, value } =
        (await store.deleteRequests(c.var.bin.id, [seq])) ?? throwNotFound('such bin')
      if (value.length === 0) throwNotFound(`request #${seq}`)
      hub.announce({ type: 'removed', bin: c.var.bin.id, rev, seqs: value })
      return c.json({ removed: value }, 200)
    })
}
