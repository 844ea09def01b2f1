// Secrets of providers over REST: set and deleted, never read back. Even their names are the owner's alone.

import { z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { providers } from '../providers/index.ts'
import type { Provider } from '../providers/provider.ts'
import { providerOfScheme } from '../providers/verify.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import {
  type ApiEnv,
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  type Services,
  throwNotFound,
} from './context.ts'
import { countText } from './schemas.ts'
import {
  addedSchema,
  changeSchema,
  checkExtra,
  checkSecrets,
  givenSecrets,
  secretPatchSchema,
  secretsSchema,
} from './secret-schemas.ts'

export const ownersSecrets = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.var.access !== 'owner') {
    throw new AppError(
      'forbidden',
      'Secrets are for the owner alone, and the view key does not even list them. Use the owner key.',
    )
  }
  await next()
})

export const providerParams = binParams.extend({
  provider: z
    .string()
    .refine(
      (id) => providerOfScheme(id) !== undefined,
      `There is no such provider. Known are: ${providers.map(({ id }) => id).join(', ')}.`,
    )
    .openapi({ example: 'stripe', description: 'A provider, or one of its schemes.' }),
})

const positionParams = providerParams.extend({
  position: countText().openapi({ param: { name: 'position', in: 'path' }, example: 1 }),
})

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/secrets',
  summary: 'Which secrets the bin holds, without the secrets themselves.',
  middleware: ownersSecrets,
  request: { params: binParams },
  responses: {
    200: json(z.object({ providers: z.array(secretsSchema).readonly() }), 'By provider.'),
    ...failures(401, 403, 404),
  },
})

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/secrets/{provider}',
  summary: 'Which secrets of a provider the bin holds, without the secrets themselves.',
  middleware: ownersSecrets,
  request: { params: providerParams },
  responses: {
    200: json(secretsSchema, 'None is an empty list.'),
    ...failures(400, 401, 403, 404),
  },
})

const replace = binRoute({
  method: 'put',
  path: '/bins/{bin}/secrets/{provider}',
  summary:
    'Set the secrets of a provider, or what else it takes; what is left out stays. Verdicts are computed anew.',
  middleware: ownersSecrets,
  request: {
    params: providerParams,
    body: { required: true, content: { 'application/json': { schema: changeSchema } } },
  },
  responses: {
    200: json(secretsSchema, 'What is held now.'),
    ...failures(400, 401, 403, 404, 413, 503),
  },
})

const add = binRoute({
  method: 'post',
  path: '/bins/{bin}/secrets/{provider}',
  summary: 'Add a secret to those of a provider, as while one takes the place of another.',
  middleware: ownersSecrets,
  request: {
    params: providerParams,
    body: { required: true, content: { 'application/json': { schema: addedSchema } } },
  },
  responses: {
    201: json(secretsSchema, 'What is held now.'),
    ...failures(400, 401, 403, 404, 413, 503),
  },
})

const change = binRoute({
  method: 'patch',
  path: '/bins/{bin}/secrets/{provider}/{position}',
  summary: 'Name a secret, or move it among the others: the one at position 0 signs.',
  middleware: ownersSecrets,
  request: {
    params: positionParams,
    body: { required: true, content: { 'application/json': { schema: secretPatchSchema } } },
  },
  responses: {
    200: json(secretsSchema, 'What is held now.'),
    ...failures(400, 401, 403, 404, 413),
  },
})

const removeOne = binRoute({
  method: 'delete',
  path: '/bins/{bin}/secrets/{provider}/{position}',
  summary: 'Delete one secret of a provider; those after it move up.',
  middleware: ownersSecrets,
  request: { params: positionParams },
  responses: { 200: json(secretsSchema, 'What is held now.'), ...failures(400, 401, 403, 404) },
})

const remove = binRoute({
  method: 'delete',
  path: '/bins/{bin}/secrets/{provider}',
  summary:
    'Delete the secrets of a provider, and what else is held of it, a development key included.',
  middleware: ownersSecrets,
  request: { params: providerParams },
  responses: { 204: { description: 'Gone.' }, ...failures(400, 401, 403, 404) },
})

export function secretRoutes(services: Services) {
  const { secrets, developmentKeys } = services
  const applyTo = (bin: BinId, { id }: Provider) => applySecrets(services, bin, id)

  return newRouter()
    .openapi(list, async (c) => c.json({ providers: await secrets.list(c.var.bin.id) }, 200))
    .openapi(read, async (c) => {
      const { id: provider } = namedProvider(c.req.valid('param').provider)
      const held = await secrets.list(c.var.bin.id)
      const found = held.find((one) => one.provider === provider)
      return c.json(found ?? { provider, secrets: [], extra: {} }, 200)
    })
    .openapi(replace, async (c) => {
      const provider = namedProvider(c.req.valid('param').provider)
      const given = c.req.valid('json')
      const wanted = givenSecrets(given)
      checkSecrets(provider, wanted ?? [], (index) =>
        given.secrets ? `secrets.${index}.secret` : fieldOf(given),
      )
      checkExtra(provider, given.extra ?? {})
      const to = { secrets: wanted, extra: given.extra }
      const held = await secrets.replace(c.var.bin.id, provider.id, to)
      applyTo(c.var.bin.id, provider)
      return c.json(held ?? throwNotFound('such bin'), 200)
    })
    .openapi(add, async (c) => {
      const provider = namedProvider(c.req.valid('param').provider)
      const { name = '', first, ...given } = c.req.valid('json')
      const one = { name, secret: given.secret ?? given.publicKey ?? '' }
      checkSecrets(provider, [one], () => fieldOf(given))
      const held = await secrets.add(c.var.bin.id, provider.id, one, first ? 'first' : 'last')
      applyTo(c.var.bin.id, provider)
      return c.json(held ?? throwNotFound('such bin'), 201)
    })
    .openapi(change, async (c) => {
      const { provider: named, position } = c.req.valid('param')
      const provider = namedProvider(named)
      const to = c.req.valid('json')
      const held = await secrets.change(c.var.bin.id, provider.id, position, to)
      applyTo(c.var.bin.id, provider)
      return c.json(held ?? throwNotFound('such bin'), 200)
    })
    .openapi(removeOne, async (c) => {
      const { provider: named, position } = c.req.valid('param')
      const provider = namedProvider(named)
      const held = await secrets.remove(c.var.bin.id, provider.id, position)
      applyTo(c.var.bin.id, provider)
      return c.json(held ?? throwNotFound('such bin'), 200)
    })
    .openapi(remove, async (c) => {
      const provider = namedProvider(c.req.valid('param').provider)
      await developmentKeys.remove(c.var.bin.id, provider.id)
      await secrets.replace(c.var.bin.id, provider.id, { secrets: [], extra: {} })
      applyTo(c.var.bin.id, provider)
      return c.body(null, 204)
    })
}

/** In this order: what arrives from now on is checked with them before what is there is checked anew. */
export function applySecrets(
  { capture, verdicts }: Pick<Services, 'capture' | 'verdicts'>,
  bin: BinId,
  provider: string,
): void {
  capture.forgetRules(bin)
  verdicts.recheck(bin, provider)
}

/** The provider itself, also where one of its schemes is named. */
export function namedProvider(id: string): Provider {
  const named = providerOfScheme(id)
  return providers.find((one) => one.id === named?.id) ?? throwNotFound('such provider')
}

function fieldOf({ secret }: { readonly secret?: string | undefined }): string {
  return secret === undefined ? 'publicKey' : 'secret'
}
