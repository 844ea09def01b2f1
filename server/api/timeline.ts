// A bin's requests counted over time.

import { z } from '@hono/zod-openapi'
import type { Timeline } from '../wire/timeline.ts'
import { binParams, binRoute, failures, json, newRouter, type Services } from './context.ts'
import { countText, filterText, seqNumber, unixMs } from './schemas.ts'
import { checkRange, readFilter } from './selection.ts'

const timelineSchema = z
  .object({
    from: unixMs,
    to: unixMs.openapi({
      description: 'The edges of the outermost buckets, or of those asked for.',
    }),
    bucketMs: z.int().openapi({ description: 'How wide a bucket is, one of a list of steps.' }),
    counts: z
      .array(z.object({ at: unixMs, ok: z.int(), warn: z.int(), bad: z.int() }))
      .readonly()
      .openapi({
        description:
          'By where each bucket begins, without the empty ones. bad: not whole, signature wrong, answered 5xx or not at all; warn: signature too old, answered 4xx.',
      }),
    upTo: seqNumber.openapi({ description: 'No request above it was counted.' }),
    next: z.int().nullable().openapi({
      description:
        'Not null when there was more than could be counted at one go: ask again with it as `before`, and add the two.',
    }),
  })
  .openapi('Timeline') satisfies z.ZodType<Timeline>

const timeline = binRoute({
  method: 'get',
  path: '/bins/{bin}/timeline',
  summary: 'How many requests arrived when, and how they went.',
  request: {
    params: binParams,
    query: z.strictObject({
      filter: filterText.optional(),
      from: countText()
        .optional()
        .openapi({ description: 'Only arrivals then or later, Unix ms.' }),
      to: countText().optional().openapi({ description: 'Only arrivals before, Unix ms.' }),
      after: countText().optional().openapi({ description: 'Only seqs above this.' }),
      before: countText().optional().openapi({ description: 'Only seqs below this.' }),
      buckets: countText({ least: 1, most: 500 })
        .default(120)
        .openapi({ default: 120, description: 'At most so many: decides how wide they are.' }),
    }),
  },
  responses: { 200: json(timelineSchema, 'The counts.'), ...failures(400, 401, 403, 404) },
})

export function timelineRoutes({ store, now }: Services) {
  return newRouter().openapi(timeline, async (c) => {
    const { filter, buckets, ...bounds } = c.req.valid('query')
    checkRange(['from', bounds.from], ['to', bounds.to])
    checkRange(['after', bounds.after], ['before', bounds.before])
    const counted = await store.countRequests(c.var.bin.id, {
      ...defined(bounds),
      buckets,
      ...(filter === undefined ? {} : { filter: readFilter(filter, now()) }),
    })
    return c.json(counted, 200)
  })
}

function defined(bounds: Readonly<Record<string, number | undefined>>): Record<string, number> {
  return Object.fromEntries(
    Object.entries(bounds).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
