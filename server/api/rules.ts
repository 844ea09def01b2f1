// How a bin answers its senders, over REST (R1–R3).

import { z } from '@hono/zod-openapi'
import type { BinRecord } from '../store/store.ts'
import { AppError } from '../wire/errors.ts'
import type { RuleSet, Rules } from '../wire/rules/rules.ts'
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

  /** Makes a set of the one there is, and keeps it. */
  async function change(
    bin: BinRecord,
    version: number | undefined,
    make: (held: RuleSet) => Omit<RuleSet, 'version'>,
  ): Promise<RuleSet> {
    const held = await rulesOf(bin)
    if (version !== undefined && version !== held.version) throw newerRules()
    const saved = await store.saveRules(bin.id, make(held), held.version)
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
      const { passThrough, handshakes, version, ...given } = c.req.valid('json')
      const { bin } = c.var
      const set =
        given.rules === undefined && given.default === undefined
          ? await rulesOf(bin)
          : await change(bin, version, (held) => changedRules(held, given, bin.lastSeq))
      const record = await store.updateBin(bin.id, {
        ...(passThrough === undefined ? {} : { passThrough }),
        ...(handshakes === undefined ? {} : { handshakes }),
      })
      if (!record) throwNotFound('such bin')
      announce(record)
      return c.json(presented(record, set), 200)
    })
    .openapi(restart, async (c) => {
      const { bin } = c.var
      const { rule } = c.req.valid('param')
      const set = await change(bin, undefined, (held) => restarted(held, rule, bin.lastSeq))
      const record = await store.getBin(bin.id)
      if (!record) throwNotFound('such bin')
      announce(record)
      return c.json(presented(record, set), 200)
    })
}

function presented({ passThrough, handshakes }: BinRecord, set: RuleSet): Rules {
  return { ...set, passThrough, handshakes }
}

function newerRules(): AppError {
  return new AppError(
    'conflict',
    'The rules have been changed by someone else since. Read them again, and make the change to those.',
  )
}
