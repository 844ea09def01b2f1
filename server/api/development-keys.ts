// Key pairs over REST that stand in for a provider's own: the public half is shown, the private one never leaves (D5).

import { z } from '@hono/zod-openapi'
import { providerOf, providers } from '../providers/index.ts'
import { AppError } from '../wire/errors.ts'
import type { DevelopmentKey, KeyKind } from '../wire/secrets.ts'
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
import { unixMs } from './schemas.ts'

const keySchema = z
  .object({
    createdAt: unixMs,
    pem: z.string(),
    base64: z.string().openapi({ description: 'SubjectPublicKeyInfo in DER, without armour.' }),
    jwk: z.string().openapi({ description: 'A JSON Web Key, as text.' }),
    hex: z.string().optional().openapi({ description: 'The 32 bytes of an Ed25519 key.' }),
    whpk: z.string().optional(),
  })
  .openapi('DevelopmentKey') satisfies z.ZodType<DevelopmentKey>

const list = binRoute({
  method: 'get',
  path: '/bins/{bin}/development-keys',
  summary: 'The public halves of all keys made to sign as providers.',
  middleware: ownerOnly,
  request: { params: binParams },
  responses: {
    200: json(
      z.object({ keys: z.array(keySchema.extend({ provider: z.string() })).readonly() }),
      'The keys, with the providers they stand in for.',
    ),
    ...failures(401, 403, 404, 503),
  },
})

const params = binParams.extend({
  provider: z.string().openapi({ param: { name: 'provider', in: 'path' }, example: 'discord' }),
})

const path = '/bins/{bin}/secrets/{provider}/development-key'

const read = binRoute({
  method: 'get',
  path,
  summary: 'The public half of the key made to sign as a provider.',
  middleware: ownerOnly,
  request: { params },
  responses: { 200: json(keySchema, 'The key.'), ...failures(400, 401, 403, 404, 503) },
})

const make = binRoute({
  method: 'post',
  path,
  summary: 'Make a key to sign replays with, where a provider shows its own to nobody.',
  middleware: ownerOnly,
  request: { params },
  responses: {
    201: json(keySchema, 'Its public half, in place of the one there was.'),
    ...failures(400, 401, 403, 404, 503),
  },
})

const remove = binRoute({
  method: 'delete',
  path,
  summary: 'Delete the key made to sign as a provider.',
  middleware: ownerOnly,
  request: { params },
  responses: { 204: { description: 'Gone.' }, ...failures(400, 401, 403, 404) },
})

export function developmentKeyRoutes({ developmentKeys }: Pick<Services, 'developmentKeys'>) {
  return newRouter()
    .openapi(list, async (c) => c.json({ keys: await developmentKeys.list(c.var.bin.id) }, 200))
    .openapi(read, async (c) => {
      const { provider } = c.req.valid('param')
      kindOf(provider)
      const key = await developmentKeys.get(c.var.bin.id, provider)
      return c.json(key ?? throwNotFound('development key of that provider'), 200)
    })
    .openapi(make, async (c) => {
      const { provider } = c.req.valid('param')
      const key = await developmentKeys.make(c.var.bin.id, provider, kindOf(provider))
      return c.json(key ?? throwNotFound('such bin'), 201)
    })
    .openapi(remove, async (c) => {
      const { provider } = c.req.valid('param')
      kindOf(provider)
      await developmentKeys.remove(c.var.bin.id, provider)
      return c.body(null, 204)
    })
}

/** Which kind of key the provider signs with. */
function kindOf(id: string): KeyKind {
  const schemes = providerOf(id)?.schemes ?? []
  const kind = schemes.find(({ sign, keyKind }) => sign && keyKind)?.keyKind
  if (kind) return kind
  const able = providers.filter(({ schemes }) =>
    schemes.some(({ sign, keyKind }) => sign && keyKind),
  )
  throw new AppError(
    'bad-request',
    `param.provider: That is no provider whose private key can be stood in for. These are: ${able.map((one) => one.id).join(', ')}.`,
  )
}
