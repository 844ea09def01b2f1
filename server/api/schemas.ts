// The REST API's shapes as schemas: what requests are checked against and what the OpenAPI document is made from.
// Each is tied to its wire type, so that the two cannot drift apart.

import { z } from '@hono/zod-openapi'
import type { Bin, MintedBin } from '../wire/bins.ts'
import { type ErrorBody, type ErrorCode, errorStatus } from '../wire/errors.ts'
import { type BinId, binIdPattern, binIdRule } from '../wire/ids.ts'
import {
  type CapturedRequest,
  type ManyMarks,
  type RequestSummary,
  requestStates,
  type SignatureCheck,
  verdicts,
} from '../wire/requests.ts'
import { longestTag, mostTags, readTag, tagRule, uniqueTags } from '../wire/tags.ts'
import { answerSchema } from './answer-schema.ts'

export const seqNumber = z
  .int()
  .min(0)
  .openapi({ description: "The request's number within its bin." })
export const unixMs = z.number().openapi({ description: 'Unix time in milliseconds.' })
export const headerPairSchema = z
  .tuple([z.string(), z.string()])
  .readonly()
  .openapi({
    // OpenAPI 3.1 knows tuples, but few generators do: the plain array of strings is what they all read.
    type: 'array',
    items: { type: 'string' },
    minItems: 2,
    maxItems: 2,
    description: '[name, value] as on the wire.',
  })
export const headersSchema = z.array(headerPairSchema).readonly()

const binIdSchema = z
  .string()
  .regex(binIdPattern, binIdRule)
  .transform((id) => id as BinId) // The pattern above is what makes it one.
  .openapi({ type: 'string', pattern: binIdPattern.source, example: 'stripe-dev' })

export const errorSchema = z
  .object({
    error: z.object({
      code: z.enum(Object.keys(errorStatus) as [ErrorCode, ...ErrorCode[]]),
      message: z.string(),
      flaws: z
        .array(
          z.object({
            path: z
              .array(z.union([z.string(), z.number()]))
              .readonly()
              .openapi({ description: 'Leads to the field.' }),
            message: z.string(),
          }),
        )
        .readonly()
        .optional()
        .openapi({ description: 'Where several fields are wrong: all of them.' }),
    }),
  })
  .openapi('Error') satisfies z.ZodType<ErrorBody>

const binShape = {
  id: binIdSchema,
  name: z.string(),
  createdAt: unixMs,
  lastUsedAt: unixMs,
  expiresAt: unixMs.nullable(),
  persistent: z.boolean(),
  captureUrl: z.string(),
  inspectUrl: z.string(),
  firstSeq: seqNumber,
  lastSeq: seqNumber,
  rev: z.int(),
  requests: z.int(),
  bytes: z.int(),
  limits: z.object({
    bodyBytes: z.int(),
    requests: z.int(),
    bytes: z.int(),
    expiresAfterMs: z.number().nullable(),
  }),
  access: z.enum(['owner', 'view']),
}

export const binSchema = z.object(binShape).openapi('Bin') satisfies z.ZodType<Bin>

export const mintedBinSchema = z
  .object({ ...binShape, ownerKey: z.string(), viewKey: z.string() })
  .openapi('MintedBin') satisfies z.ZodType<MintedBin>

export const newBinSchema = z
  .strictObject({ id: binIdSchema.optional(), name: z.string().max(200).optional() })
  .openapi('NewBin')

export const binPatchSchema = z.strictObject({ name: z.string().max(200) }).openapi('BinPatch')

export const signatureSchema = z
  .object({
    verdict: z.enum(verdicts),
    reason: z.string().nullable().openapi({
      description: 'A code for the cause, where one was found.',
      example: 'signed-minified',
    }),
    detail: z.string().openapi({ description: 'In a sentence, with what to do about it.' }),
    isProvisional: z.literal(true).optional().openapi({
      description: 'Not every cause was tried yet; a later check may name another.',
    }),
  })
  .openapi('SignatureCheck') satisfies z.ZodType<SignatureCheck>

const summaryShape = {
  seq: seqNumber,
  receivedAt: unixMs,
  durationMs: z.number(),
  method: z.string(),
  target: z.string(),
  path: z.string(),
  query: z.string(),
  httpVersion: z.string(),
  remoteAddress: z.string(),
  state: z.enum(requestStates),
  reason: z.string().optional(),
  body: z.object({
    size: z.int(),
    sha256: z.string(),
    contentType: z.string().nullable(),
    contentEncoding: z.string().nullable(),
  }),
  provider: z
    .object({
      id: z.string(),
      label: z.string(),
      event: z.string().nullable(),
      deliveryId: z.string().nullable(),
      attempt: z.int().optional(),
      hasFixedBody: z.literal(true).optional(),
    })
    .nullable(),
  signature: signatureSchema.nullable(),
  gist: z.string().nullable(),
  response: answerSchema.nullable(),
  deliveries: z.int(),
  note: z.string(),
  tags: z.array(z.string()).readonly(),
  pinned: z.boolean(),
  read: z.boolean(),
}

export const summarySchema = z
  .object(summaryShape)
  .openapi('RequestSummary') satisfies z.ZodType<RequestSummary>

export const requestSchema = z
  .object({
    ...summaryShape,
    headers: headersSchema,
    trailers: headersSchema,
    offers: z
      .object({
        confirm: z.object({ label: z.string(), host: z.string() }).optional(),
        key: z.object({ host: z.string() }).optional(),
        secret: z.string().optional().openapi({ description: 'The id of the provider.' }),
      })
      .optional()
      .openapi({
        description:
          'What the owner may have done with it: `POST …/confirm`, `…/fetch-key`, `…/keep-secret`.',
      }),
  })
  .openapi('Request') satisfies z.ZodType<CapturedRequest>

const tag = z
  .string()
  .transform((text, { issues }) => {
    const tag = readTag(text)
    if (tag === undefined) issues.push({ code: 'custom', message: tagRule, input: text })
    return tag ?? z.NEVER
  })
  .openapi({ type: 'string', minLength: 1, maxLength: longestTag, example: 'to check' })

const tags = z
  .array(tag)
  .max(mostTags)
  .readonly()
  .transform(uniqueTags)
  .openapi({ description: `Unique in any case, the first spelling stays. ${tagRule}` })

export const marksSchema = z
  .strictObject({
    note: z.string().max(10_000).exactOptional(),
    tags: tags.exactOptional(),
    pinned: z.boolean().exactOptional(),
    read: z.boolean().exactOptional(),
  })
  .openapi('RequestMarks')

export const manyMarksSchema = marksSchema
  .omit({ note: true })
  .extend({ addTags: tags.exactOptional(), removeTags: tags.exactOptional() })
  .openapi('ManyRequestMarks') satisfies z.ZodType<ManyMarks>

/** Parsed where it is used, which says what is wrong with it and where. */
export const filterText = z.string().openapi({
  description: 'Only requests this filter takes; docs/filter.md has the grammar.',
  example: 'provider:stripe -sig:valid',
})

/** A whole number in a query or path. Digits alone: `Number` would also take `0x1`, `1e2` and nothing at all. */
export function countText({ least = 0, most = Number.MAX_SAFE_INTEGER } = {}) {
  const text = z.string().regex(/^\d{1,16}$/, 'a whole number is expected')
  const range = { minimum: least, ...(most < Number.MAX_SAFE_INTEGER ? { maximum: most } : {}) }
  return text
    .transform(Number)
    .pipe(z.int().min(least).max(most))
    .openapi({ type: 'integer', ...range })
}
