// What requests were answered, by whom and why, over REST; and what they would be by rules not yet saved (R1, R4).

import { z } from '@hono/zod-openapi'
import { explainAnswer } from '../responses/explain.ts'
import { filterable, foretellAnswer } from '../responses/foretell.ts'
import { retell } from '../responses/retell.ts'
import { sampleRequest } from '../responses/sample-request.ts'
import type { BinRecord, WholeRequest } from '../store/store.ts'
import type { Handshake } from '../verdicts/handshake.ts'
import type { AnswerRecord, RequestSummary } from '../wire/requests.ts'
import type { RuleSet } from '../wire/rules/rules.ts'
import type { ToldAnswer } from '../wire/told-answers.ts'
import { changedRules } from './change-rules.ts'
import {
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  type Services,
  throwNotFound,
} from './context.ts'
import { seqParams } from './requests.ts'
import { givenRuleSchema, ruleResponseSchema } from './rule-schemas.ts'
import { seqNumber } from './schemas.ts'
import { toldAnswerSchema } from './told-answer-schema.ts'

const told = binRoute({
  method: 'get',
  path: '/bins/{bin}/requests/{seq}/answer',
  summary: 'What a request was answered, by whom, and why not by another.',
  request: { params: seqParams },
  responses: { 200: json(toldAnswerSchema, 'The answer.'), ...failures(400, 401, 403, 404) },
})

const previewSchema = z
  .strictObject({
    rules: z
      .array(givenRuleSchema)
      .readonly()
      .optional()
      .openapi({ description: 'In place of those of the bin.' }),
    default: ruleResponseSchema.nullable().optional(),
    seq: seqNumber
      .optional()
      .openapi({ description: 'The request; default: the newest, or a plain POST without any.' }),
    turn: z.int().min(1).max(1_000_000).optional().openapi({
      description: 'The turn of whichever rule answers; default: its next.',
    }),
  })
  .openapi('RulesPreview')

const preview = binRoute({
  method: 'post',
  path: '/bins/{bin}/rules/preview',
  summary:
    'What a captured request would be answered by rules that are not saved. Nothing is counted; chances are taken to strike.',
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: previewSchema } } },
  },
  responses: {
    200: json(toldAnswerSchema, 'The answer it would have.'),
    ...failures(400, 401, 403, 404, 413),
  },
})

export function answerRoutes({ store, verdicts, capture, now }: Services) {
  async function wholeOf({ id }: BinRecord, seq: number): Promise<WholeRequest> {
    return (await store.getWhole(id, seq)) ?? throwNotFound(`request #${seq}`)
  }

  async function newestSeq({ id }: BinRecord): Promise<number | undefined> {
    const { requests } = await store.listRequests(id, { limit: 1, order: 'desc' })
    return requests[0]?.seq
  }

  async function handshakeOf(bin: BinRecord, request: RequestSummary) {
    return request.provider ? verdicts.handshake(bin.id, request.seq) : undefined
  }

  async function tell(bin: BinRecord, whole: WholeRequest): Promise<ToldAnswer> {
    const { request, body } = whole
    const answer = request.response
    if (!answer) {
      return { answer, candidates: [], rules: 'current', sent: null, untold: 'No answer was sent.' }
    }
    const newest = (await store.getRules(bin.id)) ?? throwNotFound('such bin')
    // Of those that did not arrive whole no rule was asked.
    const set = request.state === 'complete' ? await setOf(bin, answer, newest) : newest
    const handshake = await handshakeOf(bin, request)
    const explained = { request: filterable(request, body), answer, set }
    const certain = handshake?.dependsOnBin ? undefined : handshake?.answer
    const delivery = answer.by === 'relay' ? await deliveryOf(bin, request) : undefined
    return {
      answer,
      candidates: explainAnswer({ ...explained, validates: validates(handshake) }),
      rules: set ? (set.version === newest.version ? 'current' : 'changed') : 'not-kept',
      ...retell({ request, body, bin: bin.id, answer, set, handshake: certain }),
      ...(delivery && { delivery }),
    }
  }

  /** Undefined when that version is no longer kept. */
  async function setOf(
    bin: BinRecord,
    { rulesVersion = 0 }: AnswerRecord,
    newest: RuleSet,
  ): Promise<RuleSet | undefined> {
    if (rulesVersion === newest.version) return newest
    return rulesVersion === 0 ? noRules : store.getRules(bin.id, rulesVersion)
  }

  /** The one the relay made for it: there may be replays besides, later. */
  async function deliveryOf(
    bin: BinRecord,
    { seq, response }: RequestSummary,
  ): Promise<string | undefined> {
    const deliveries = await store.listDeliveries(bin.id, { seq, limit: 1000 })
    return deliveries.findLast(
      ({ via, outcome }) =>
        via === 'relay' && outcome.type === 'response' && outcome.status === response?.status,
    )?.id
  }

  return newRouter()
    .openapi(told, async (c) => {
      const { seq } = c.req.valid('param')
      return c.json(await tell(c.var.bin, await wholeOf(c.var.bin, seq)), 200)
    })
    .openapi(preview, async (c) => {
      const { bin } = c.var
      const { seq, turn, ...given } = c.req.valid('json')
      const held = (await store.getRules(bin.id)) ?? throwNotFound('such bin')
      const set = { ...changedRules(held, given, bin.lastSeq), version: held.version }
      const wanted = seq ?? (await newestSeq(bin))
      const { request, body } =
        wanted === undefined ? sampleRequest(now()) : await wholeOf(bin, wanted)
      const handshake = await handshakeOf(bin, request)
      const nextTurn = turn === undefined ? await capture.nextTurns(bin.id) : () => turn
      const foretold = foretellAnswer({
        ...{ request, body, bin: bin.id, at: now(), set, nextTurn, foretold: bin },
        handshake: handshake?.answer,
      })
      return c.json({ ...foretold, rules: 'current' } as const, 200)
    })
}

const noRules: RuleSet = { version: 0, rules: [], default: null }

function validates(handshake: Handshake | undefined): 'no' | 'yes' | 'with-secret' {
  if (!handshake) return 'no'
  return handshake.dependsOnBin ? 'with-secret' : 'yes'
}
