// Bins over REST: mint, read, rename, delete.

import { createRoute } from '@hono/zod-openapi'
import { mintBin } from '../access/mint.ts'
import { mintAgainMs, mostMintedAtOnce } from '../access/mint-limit.ts'
import { AppError } from '../wire/errors.ts'
import {
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  presentBin,
  type Services,
  throwNotFound,
} from './context.ts'
import { binPatchSchema, binSchema, mintedBinSchema, newBinSchema } from './schemas.ts'

const mint = createRoute({
  method: 'post',
  path: '/bins',
  summary: 'Mint a bin. The only time its keys are shown.',
  request: { body: { content: { 'application/json': { schema: newBinSchema } } } },
  responses: {
    201: json(mintedBinSchema, 'The bin with its keys.'),
    ...failures(400, 403, 409, 413, 429),
  },
})

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}',
  summary: 'Settings, counts and limits of a bin.',
  request: { params: binParams },
  responses: { 200: json(binSchema, 'The bin.'), ...failures(401, 403, 404) },
})

const rename = binRoute({
  method: 'patch',
  path: '/bins/{bin}',
  summary: 'Change the settings of a bin.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: binPatchSchema } } },
  },
  responses: { 200: json(binSchema, 'The bin as changed.'), ...failures(400, 401, 403, 404, 413) },
})

const remove = binRoute({
  method: 'delete',
  path: '/bins/{bin}',
  summary: 'Delete a bin with everything in it.',
  middleware: ownerOnly,
  request: { params: binParams },
  responses: { 204: { description: 'Gone.' }, ...failures(401, 403, 404) },
})

export function binRoutes(services: Services) {
  const { store, hub, relays, verdicts, mintLimit, now } = services
  return newRouter()
    .openapi(mint, async (c) => {
      const { id, name } = c.req.valid('json') ?? {}
      if (!mintLimit.take(c.var.sender)) throw new AppError('too-many', tooManyBins)
      const { bin, ownerKey, viewKey } = await mintBin(store, { id, name, now: now() })
      const shown = presentBin(bin, 'owner', services, c.var.origin)
      return c.json({ ...shown, ownerKey, viewKey }, 201)
    })
    .openapi(read, (c) => c.json(presentBin(c.var.bin, c.var.access, services, c.var.origin), 200))
    .openapi(rename, async (c) => {
      const { name } = c.req.valid('json')
      const bin = await store.updateBin(c.var.bin.id, { name })
      if (!bin) throwNotFound('such bin')
      hub.announce({ type: 'changed', bin: bin.id, rev: bin.rev, name })
      return c.json(presentBin(bin, c.var.access, services, c.var.origin), 200)
    })
    .openapi(remove, async (c) => {
      const { id } = c.var.bin
      if (!(await store.deleteBin(id))) throwNotFound('such bin')
      hub.end(id, 'deleted')
      relays.end(id, 'deleted')
      verdicts.end(id)
      return c.body(null, 204)
    })
}

const tooManyBins = `Your address has had ${mostMintedAtOnce} bins made in a short time. Use one of them, or wait ${mintAgainMs / 1000} s for each further one.`
