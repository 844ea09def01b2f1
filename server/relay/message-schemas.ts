// What a well-formed message of the relay's protocol looks like: both sides take the other's text for a stranger's.
// Unknown members are passed over, so that either side may come to say more without a new version.

import { z } from 'zod'
import { deliveryErrorCodes } from '../wire/deliveries.ts'
import type { BinId } from '../wire/ids.ts'
import type {
  RelayClientMessage,
  RelayHello,
  RelayRefusal,
  RelayReport,
  RelayServerMessage,
} from '../wire/relay.ts'
import { mostPassedBytes } from '../wire/relay.ts'
import { type CapturedRequest, requestStates, verdicts } from '../wire/requests.ts'

const seq = z.int().min(0)
const size = z.int().min(0)
const duration = z.number().min(0)
const deliveryId = z.string().min(1).max(100)
const headers = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly()
const mostWaitingMs = 24 * 60 * 60 * 1000

const hello = z.object({
  type: z.literal('hello'),
  version: z.int(),
  relay: z.string().min(8).max(100),
  bin: z.string().max(100),
  key: z.string().max(200),
  after: z.union([seq, z.enum(['now', 'all'])]),
  binCreatedAt: z.exactOptional(z.number()),
  targets: z.array(z.string().min(1).max(4096)).min(1).max(64).readonly(),
  filters: z.exactOptional(z.array(z.string().max(4096)).min(1).max(64).readonly()),
  window: z.int().min(0).max(10_000),
}) satisfies z.ZodType<RelayHello>

const outcome = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('response'),
    status: z.int().min(100).max(999),
    statusText: z.string(),
    headers,
    body: z.object({ size, truncated: z.boolean() }),
  }),
  z.object({ type: z.literal('error'), code: z.enum(deliveryErrorCodes), message: z.string() }),
])

const report = z.object({
  id: deliveryId,
  seq: z.int().min(1),
  createdAt: z.number(),
  target: z.string(),
  request: z.object({ method: z.string(), url: z.string(), headers, bodySize: size }),
  dropped: z.array(z.object({ name: z.string(), why: z.string() })).readonly(),
  outcome,
  timings: z.object({
    dnsMs: duration.nullable(),
    connectMs: duration.nullable(),
    firstByteMs: duration.nullable(),
    totalMs: duration,
  }),
  repeat: z.exactOptional(z.boolean()),
}) satisfies z.ZodType<RelayReport>

const heartbeats = [
  z.object({ type: z.literal('ping') }),
  z.object({ type: z.literal('pong') }),
] as const

export const clientMessageSchema = z.discriminatedUnion('type', [
  hello,
  z.object({ type: z.literal('window'), window: z.int().min(0).max(10_000) }),
  z.object({
    type: z.literal('delivered'),
    delivery: report,
    bodySize: size.max(mostPassedBytes),
  }),
  ...heartbeats,
]) satisfies z.ZodType<RelayClientMessage>

const summary = {
  seq: z.int().min(1),
  receivedAt: z.number(),
  durationMs: duration,
  method: z.string(),
  target: z.string(),
  path: z.string(),
  query: z.string(),
  httpVersion: z.string(),
  remoteAddress: z.string(),
  state: z.enum(requestStates),
  reason: z.string().optional(),
  body: z.object({
    size,
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
  signature: z
    .object({
      verdict: z.enum(verdicts),
      reason: z.string().nullable(),
      detail: z.string(),
    })
    .nullable(),
  gist: z.string().nullable(),
  response: z
    .object({
      status: z.int().nullable(),
      by: z.enum(['default', 'rule', 'handshake', 'relay', 'hooklens']),
      rule: z
        .object({
          id: z.string(),
          name: z.string(),
          turn: z.int(),
          step: z.int(),
          steps: z.int(),
        })
        .optional(),
      ms: z.number(),
      rulesVersion: z.int().optional(),
      missed: z
        .array(z.object({ rule: z.string(), turn: z.int() }))
        .readonly()
        .optional(),
      delayMs: z.number().optional(),
      drip: z.object({ bytesPerSecond: z.int(), headers: z.boolean().optional() }).optional(),
      end: z.enum(['hang', 'reset', 'reset-during', 'reset-after', 'truncate']).optional(),
      missing: z.array(z.string()).readonly().optional(),
      salt: z.int().optional(),
      gaveUpAfterMs: z.number().optional(),
      heldMs: z.number().optional(),
      note: z.string().optional(),
      handshakesOff: z.literal(true).optional(),
      passThrough: z
        .object({
          outcome: z.enum(['answered', 'no-relay', 'too-late', 'failed', 'gave-up', 'asked']),
          detail: z.string(),
        })
        .optional(),
    })
    .nullable(),
  deliveries: z.int(),
  note: z.string(),
  tags: z.array(z.string()).readonly(),
  pinned: z.boolean(),
  read: z.boolean(),
}

const request = z.object({
  ...summary,
  headers,
  trailers: headers,
}) satisfies z.ZodType<CapturedRequest>

const refusals = [
  'not-found',
  'wrong-key',
  'view-key',
  'version',
  'bad-filter',
  'bad-message',
  'deleted',
  'expired',
] as const satisfies readonly RelayRefusal[]

const welcome = z.object({
  type: z.literal('welcome'),
  version: z.int(),
  bin: z.string().transform((id) => id as BinId), // The server's word for its own bin.
  binCreatedAt: z.number(),
  captureUrl: z.string(),
  inspectUrl: z.string(),
  after: seq,
  waiting: size,
  missed: size,
})

const deliver = z.object({
  type: z.literal('deliver'),
  id: deliveryId,
  kind: z.enum(['new', 'replay']),
  request,
  bodySize: size,
  answerWithinMs: z.exactOptional(duration.max(mostWaitingMs)),
  replay: z.exactOptional(
    z.object({
      target: z.string(),
      exact: z.exactOptional(z.boolean()),
      unmarked: z.exactOptional(z.boolean()),
      timeoutMs: z.exactOptional(duration),
    }),
  ),
})

export const serverMessageSchema = z.discriminatedUnion('type', [
  welcome,
  z.object({ type: z.literal('refused'), reason: z.enum(refusals), message: z.string() }),
  deliver,
  z.object({ type: z.literal('passed'), upTo: seq }),
  z.object({ type: z.literal('kept'), id: deliveryId }),
  z.object({ type: z.literal('cancel'), id: deliveryId }),
  ...heartbeats,
]) satisfies z.ZodType<RelayServerMessage>
