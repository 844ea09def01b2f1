// Many requests of a bin at once over REST: mark them, delete them.

import { z } from '@hono/zod-openapi'
import { changeOf } from '../live/announce.ts'
import { AppError } from '../wire/errors.ts'
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
import { manyMarksSchema } from './schemas.ts'
import { readSelection, selectedPages, selectionShape } from './selection.ts'

const selected = { params: binParams, query: z.strictObject(selectionShape) }

const mark = binRoute({
  method: 'patch',
  path: '/bins/{bin}/requests',
  summary: 'Mark all requests of a bin, those a filter takes, or those of a list.',
  middleware: ownerOnly,
  request: {
    ...selected,
    body: { required: true, content: { 'application/json': { schema: manyMarksSchema } } },
  },
  responses: {
    200: json(
      z.object({ changed: z.int() }),
      'How many were changed; those marked so already are not counted.',
    ),
    ...failures(400, 401, 403, 404, 413),
  },
})

const remove = binRoute({
  method: 'delete',
  path: '/bins/{bin}/requests',
  summary:
    'Delete all requests of a bin, those a filter takes, or those of a list. Their seqs are never given again.',
  middleware: ownerOnly,
  request: selected,
  responses: {
    200: json(
      z.union([z.object({ upTo: z.int() }), z.object({ removed: z.array(z.int()).readonly() })]),
      'The last seq deleted; with a filter or a list, all of them.',
    ),
    ...failures(400, 401, 403, 404),
  },
})

export function selectedRequestRoutes({ store, hub, now }: Services) {
  return newRouter()
    .openapi(mark, async (c) => {
      const { bin } = c.var
      const selection = readSelection(c.req.valid('query'), now())
      const marks = c.req.valid('json')
      if (marks.tags && (marks.addTags || marks.removeTags)) {
        throw new AppError(
          'bad-request',
          'Send either tags, which replaces them all, or addTags and removeTags.',
        )
      }
      let changed = 0
      for await (const page of selectedPages(store, bin, selection)) {
        const { rev, value } =
          (await store.markRequests(bin.id, page.map(seqOf), marks)) ?? throwNotFound('such bin')
        if (value.length === 0) continue
        hub.announce({ type: 'changed', bin: bin.id, rev, requests: value.map(changeOf) })
        changed += value.length
      }
      return c.json({ changed }, 200)
    })
    .openapi(remove, async (c) => {
      const { bin } = c.var
      const selection = readSelection(c.req.valid('query'), now())
      if (!selection.ranges && !selection.filter) {
        const { rev, value } = (await store.clearRequests(bin.id)) ?? throwNotFound('such bin')
        if (value > 0) hub.announce({ type: 'removed', bin: bin.id, rev, upTo: value })
        return c.json({ upTo: value }, 200)
      }
      const removed: number[] = []
      for await (const page of selectedPages(store, bin, selection)) {
        const { rev, value } =
          (await store.deleteRequests(bin.id, page.map(seqOf))) ?? throwNotFound('such bin')
        if (value.length === 0) continue
        hub.announce({ type: 'removed', bin: bin.id, rev, seqs: value })
        removed.push(...value)
      }
      return c.json({ removed }, 200)
    })
}

function seqOf({ seq }: { readonly seq: number }): number {
  return seq
}
