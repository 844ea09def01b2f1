// Runs over REST: many requests replayed to one target (D6).

import { z } from '@hono/zod-openapi'
import type { BinRecord, Store } from '../store/store.ts'
import type { FilterPredicate } from '../wire/filter/match.ts'
import type { Seq } from '../wire/ids.ts'
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
import { runOptionsSchema, runSchema, runWithOutcomesSchema } from './run-schemas.ts'
import { readFilter, selectedPages } from './selection.ts'

const runParams = binParams.extend({ id: z.string() })

const start = binRoute({
  method: 'post',
  path: '/bins/{bin}/replays',
  summary:
    'Send many requests to a target: those listed, or those a filter takes now. Answers at once; the run goes on.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: runOptionsSchema } } },
  },
  responses: {
    201: json(runSchema, 'The run as it began.'),
    ...failures(400, 401, 403, 404, 413, 429),
  },
})

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/replays',
  summary: 'The latest runs, newest first.',
  request: { params: binParams },
  responses: {
    200: json(z.object({ runs: z.array(runSchema).readonly() }), 'The runs.'),
    ...failures(401, 403, 404),
  },
})

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/replays/{id}',
  summary: 'A run, and what came of each of its requests.',
  request: { params: runParams },
  responses: { 200: json(runWithOutcomesSchema, 'The run.'), ...failures(401, 403, 404) },
})

const cancel = binRoute({
  method: 'post',
  path: '/bins/{bin}/replays/{id}/cancel',
  summary:
    'Stop a run; deliveries under way are cancelled. Answers when it has ended. One that has ended stays as it is.',
  middleware: ownerOnly,
  request: { params: runParams },
  responses: { 200: json(runSchema, 'The run as it ended.'), ...failures(401, 403, 404) },
})

export function runRoutes({ store, bulk, now }: Services) {
  return newRouter()
    .openapi(start, async (c) => {
      const options = c.req.valid('json')
      const { seqs, filter = '' } = options
      const chosen = seqs ? once(seqs) : matching(store, c.var.bin, readFilter(filter, now()))
      return c.json(await bulk.start(c.var.bin.id, options, chosen), 201)
    })
    .openapi(list, async (c) => c.json({ runs: await store.listRuns(c.var.bin.id) }, 200))
    .openapi(read, async (c) => {
      const { id } = c.req.valid('param')
      return c.json((await store.getRun(c.var.bin.id, id)) ?? throwNotFound('such run'), 200)
    })
    .openapi(cancel, async (c) => {
      const { id } = c.req.valid('param')
      const ended = await bulk.cancel(c.var.bin.id, id)
      if (ended) return c.json(ended, 200)
      const { outcomes: _, ...run } =
        (await store.getRun(c.var.bin.id, id)) ?? throwNotFound('such run')
      return c.json(run, 200)
    })
}

async function* once(seqs: readonly Seq[]): AsyncGenerator<readonly Seq[]> {
  yield seqs
}

async function* matching(
  store: Pick<Store, 'listRequests'>,
  bin: BinRecord,
  filter: FilterPredicate,
): AsyncGenerator<readonly Seq[]> {
  for await (const page of selectedPages(store, bin, { filter })) yield page.map(({ seq }) => seq)
}
