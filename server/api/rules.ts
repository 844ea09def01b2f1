// How a bin answers its senders, over REST (R1–R3).

import { z } from '@hono/zod-openapi'
import type { BinRecord } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import type { BinRules, RuleSet, Rules, RulesChange } from '../wire/rules/rules.ts'
import { changedRules, restarted } from './change-rules.ts'
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
import { rulesChangeSchema, rulesSchema } from './rule-schemas.ts'

const ruleParams = binParams.extend({
  rule: z.string().openapi({ description: "The rule's id." }),
})

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/rules',
  summary: 'How the bin answers its senders.',
  request: { params: binParams },
  responses: { 200: json(rulesSchema, 'The rules.'), ...failures(401, 403, 404) },
})

const replace = binRoute({
  method: 'put',
  path: '/bins/{bin}/rules',
  summary:
    'Change how the bin answers its senders, from the next request on; what is left out stays.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: rulesChangeSchema } } },
  },
  responses: {
    200: json(rulesSchema, 'The rules as changed.'),
    ...failures(400, 401, 403, 404, 409, 413),
  },
})

const check = binRoute({
  method: 'post',
  path: '/bins/{bin}/rules/check',
  summary: 'What PUT would say to this change of the rules: refused alike, but nothing is changed.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: rulesChangeSchema } } },
  },
  responses: {
    200: json(rulesSchema, 'The rules as they would be, with the version there is.'),
    ...failures(400, 401, 403, 404, 409, 413),
  },
})

const restart = binRoute({
  method: 'post',
  path: '/bins/{bin}/rules/{rule}/restart',
  summary: "Begin a rule's turns anew: the next request it matches is the first.",
  middleware: ownerOnly,
  request: { params: ruleParams },
  responses: {
    200: json(rulesSchema, 'The rules as changed.'),
    ...failures(401, 403, 404, 409),
  },
})

export function ruleRoutes(services: Services) {
  const { store, hub, capture } = services

  /** What a change comes to; refused where it is wrong, or was made to rules that have changed since. */
  async function planned(bin: BinRecord, change: RulesChange) {
    const held = await rulesOf(bin)
    if (change.version !== undefined && change.version !== held.version) throw newerRules()
    const { passThrough, handshakes } = change
    const switches = {
      ...(passThrough === undefined ? {} : { passThrough }),
      ...(handshakes === undefined ? {} : { handshakes }),
    }
    return { version: held.version, made: changedRules(held, change, bin.lastSeq), switches }
  }

  /** Refused where they are no longer those of `version`. */
  async function save(
    bin: BinRecord,
    set: Omit<RuleSet, 'version'>,
    version: number,
  ): Promise<RuleSet> {
    const saved = await store.saveRules(bin.id, set, version)
    if (saved === 'conflict') throw newerRules()
    if (!saved) throwNotFound('such bin')
    return saved.value
  }

  async function rulesOf({ id }: BinRecord): Promise<RuleSet> {
    return (await store.getRules(id)) ?? throwNotFound('such bin')
  }

  function announce({ id, rev }: BinRecord): void {
    capture.forgetRules(id)
    hub.announce({ type: 'changed', bin: id, rev })
  }

  return newRouter()
    .openapi(read, async (c) => c.json(presented(c.var.bin, await rulesOf(c.var.bin)), 200))
    .openapi(replace, async (c) => {
      const given = c.req.valid('json')
      const { bin } = c.var
      const { version, made, switches } = await planned(bin, given)
      const isSame = given.rules === undefined && given.default === undefined
      const set = isSame ? { ...made, version } : await save(bin, made, version)
      const record = await store.updateBin(bin.id, switches)
      if (!record) throwNotFound('such bin')
      announce(record)
      return c.json(presented(record, set), 200)
    })
    .openapi(check, async (c) => {
      const { bin } = c.var
      const { version, made, switches } = await planned(bin, c.req.valid('json'))
      return c.json(presented({ ...bin, ...switches }, { ...made, version }), 200)
    })
    .openapi(restart, async (c) => {
      const { bin } = c.var
      const { rule } = c.req.valid('param')
      const held = await rulesOf(bin)
      const set = await save(bin, restarted(held, rule, bin.lastSeq), held.version)
      const record = await store.getBin(bin.id)
      if (!record) throwNotFound('such bin')
      announce(record)
      return c.json(presented(record, set), 200)
    })
}

function presented({ passThrough, handshakes }: BinRules, set: RuleSet): Rules {
  return { ...set, passThrough, handshakes }
}

function newerRules(): AppError {
  return new AppError(
    'conflict',
    'The rules have been changed by someone else since. Read them again, and make the change to those.',
  )
}
