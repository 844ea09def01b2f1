// Schemas of replays and deliveries; see `schemas.ts`.

import { z } from '@hono/zod-openapi'
import { base64Flaw } from '../delivery/edit.ts'
import {
  type Delivery,
  type DeliveryEdit,
  type DeliveryWithBody,
  deliveryErrorCodes,
  type ReplayOptions,
} from '../wire/deliveries.ts'
import { headerFlaw, methodFlaw, pathFlaw, queryFlaw } from '../wire/edit-flaws.ts'
import { headerPairSchema, headersSchema, seqNumber, unixMs } from './schemas.ts'

const editSchema = z
  .strictObject({
    method: sound(z.string(), methodFlaw).exactOptional().openapi({ example: 'PUT' }),
    path: sound(z.string(), pathFlaw)
      .exactOptional()
      .openapi({ description: 'Below the target, raw.', example: '/orders/5' }),
    query: sound(z.string(), queryFlaw)
      .exactOptional()
      .openapi({ description: 'Raw, without its `?`.', example: 'a=1&a=2' }),
    headers: z
      .array(sound(headerPairSchema, headerFlaw))
      .readonly()
      .exactOptional()
      .openapi({ description: 'In place of all captured ones; Host and Content-Length are set.' }),
    bodyBase64: sound(z.string(), base64Flaw).exactOptional(),
  })
  .openapi('DeliveryEdit') satisfies z.ZodType<DeliveryEdit>

export const replayOptionsSchema = z
  .strictObject({
    target: z.string().min(1).max(2_000).openapi({ example: 'http://localhost:3000/webhooks' }),
    edit: editSchema.exactOptional(),
    resign: z.boolean().exactOptional().openapi({
      description:
        "Make timestamp and signature anew with the bin's first secret of the request's provider.",
    }),
    via: z.enum(['server', 'relay']).exactOptional().openapi({
      description:
        'By a relay that serves the target if there is one, else by the server, when absent.',
    }),
    exact: z.boolean().exactOptional(),
    unmarked: z.boolean().exactOptional(),
    timeoutMs: z.int().min(100).max(3_600_000).exactOptional(),
  })
  .openapi('ReplayOptions') satisfies z.ZodType<ReplayOptions>

export const deliveryErrorCode = z.enum(deliveryErrorCodes)

const timing = z.number().nullable()

const deliveryShape = {
  id: z.string(),
  seq: seqNumber,
  createdAt: unixMs,
  target: z.string(),
  via: z.enum(['server', 'relay']),
  request: z.object({
    method: z.string(),
    url: z.string(),
    headers: headersSchema,
    bodySize: z.int(),
  }),
  dropped: z.array(z.object({ name: z.string(), why: z.string() })).readonly(),
  outcome: z.discriminatedUnion('type', [
    z.object({
      type: z.literal('response'),
      status: z.int(),
      statusText: z.string(),
      headers: headersSchema,
      body: z.object({ size: z.int(), truncated: z.boolean() }),
    }),
    z.object({
      type: z.literal('error'),
      code: deliveryErrorCode,
      message: z.string(),
    }),
  ]),
  timings: z.object({
    dnsMs: timing,
    connectMs: timing,
    firstByteMs: timing,
    totalMs: z.number(),
  }),
  resigned: z.object({ provider: z.string(), headers: z.array(z.string()).readonly() }).optional(),
  edited: z
    .array(z.enum(['method', 'path', 'query', 'headers', 'body']))
    .readonly()
    .optional(),
  repeat: z.boolean().optional().openapi({
    description: 'The target may have had the request before, cut off from its relay.',
  }),
  run: z.string().optional().openapi({ description: 'The run it belongs to.' }),
  isFetch: z.literal(true).optional().openapi({
    description: 'Not the request was sent, but a URL in it fetched, as the user asked.',
  }),
}

export const deliverySchema = z
  .object(deliveryShape)
  .openapi('Delivery') satisfies z.ZodType<Delivery>

export const deliveryWithBodySchema = z
  .object({ ...deliveryShape, bodyBase64: z.string() })
  .openapi('DeliveryWithBody') satisfies z.ZodType<DeliveryWithBody>

/** The schema, refusing what `flawOf` finds fault with, in its words. */
function sound<Schema extends z.ZodType>(
  schema: Schema,
  flawOf: (value: z.output<Schema>) => string | undefined,
) {
  return schema.check(({ value, issues }) => {
    const message = flawOf(value)
    if (message !== undefined) issues.push({ code: 'custom', message, input: value })
  })
}
