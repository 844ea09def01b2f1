// Secrets of providers over REST: set and deleted, never read back. Even their names are the owner's alone.

import { z } from '@hono/zod-openapi'
import { createMiddleware } from 'hono/factory'
import { providerOf, providers } from '../providers/index.ts'
import { AppError } from '../wire/errors.ts'
import {
  type GivenSecret,
  longestExtra,
  longestSecret,
  mostExtras,
  mostSecretsPerProvider,
  type ProviderSecrets,
  type SecretsChange,
  type SecretsExtra,
} from '../wire/secrets.ts'
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
import { unixMs } from './schemas.ts'

const ownersSecrets = createMiddleware<ApiEnv>(async (c, next) => {
  if (c.var.access !== 'owner') {
    throw new AppError(
      'forbidden',
      'Secrets are for the owner alone, and the view key does not even list them. Use the owner key.',
    )
  }
  await next()
})

const secretsSchema = z
  .object({
    provider: z.string(),
    secrets: z.array(z.object({ name: z.string(), createdAt: unixMs })).readonly(),
    extra: z.record(z.string(), z.string()).readonly(),
  })
  .openapi('ProviderSecrets') satisfies z.ZodType<ProviderSecrets>

const secretText = z
  .string()
  .min(1, 'The secret is empty.')
  .max(longestSecret, `A secret has at most ${longestSecret} characters.`)
  .openapi({ description: 'As the provider shows it. It is sealed, and never given out again.' })

const changeSchema = z
  .strictObject({
    secrets: z
      .array(
        z.strictObject({
          name: z.string().max(100).exactOptional().openapi({ example: 'test' }),
          secret: secretText,
        }),
      )
      .min(1, 'Give at least one secret, or DELETE them.')
      .max(mostSecretsPerProvider, `A provider has at most ${mostSecretsPerProvider} secrets.`)
      .readonly()
      .optional()
      .openapi({
        description: 'Secrets and public keys: all of the provider, the one to sign with first.',
      }),
    extra: z
      .record(z.string(), z.string().max(longestExtra))
      .refine((extra) => Object.keys(extra).length <= mostExtras, 'These are too many.')
      .readonly()
      .optional()
      .openapi({
        description:
          'What else it takes, and is no secret, by the names of the provider: `url` for the URL configured there.',
        example: { url: 'https://hooks.example.com/webhooks' },
      }),
  })
  .refine(
    ({ secrets, extra }) => secrets !== undefined || extra !== undefined,
    'Give secrets, or extra, or both.',
  )
  .openapi('SecretsChange') satisfies z.ZodType<SecretsChange>

const params = binParams.extend({
  provider: z
    .string()
    .refine(
      (id) => providers.some((provider) => provider.id === id),
      `There is no such provider. Known are: ${providers.map(({ id }) => id).join(', ')}.`,
    )
    .openapi({ example: 'stripe' }),
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
  request: { params },
  responses: {
    200: json(secretsSchema, 'None is an empty list.'),
    ...failures(400, 401, 403, 404),
  },
})

const replace = binRoute({
  method: 'put',
  path: '/bins/{bin}/secrets/{provider}',
  summary: 'Set the secrets of a provider, or what else it takes; what is left out stays.',
  middleware: ownersSecrets,
  request: {
    params,
    body: { required: true, content: { 'application/json': { schema: changeSchema } } },
  },
  responses: {
    200: json(secretsSchema, 'What is held now.'),
    ...failures(400, 401, 403, 404, 413, 503),
  },
})

const remove = binRoute({
  method: 'delete',
  path: '/bins/{bin}/secrets/{provider}',
  summary: 'Delete the secrets of a provider.',
  middleware: ownersSecrets,
  request: { params },
  responses: { 204: { description: 'Gone.' }, ...failures(400, 401, 403, 404) },
})

export function secretRoutes({ secrets, capture }: Services) {
  return newRouter()
    .openapi(list, async (c) => c.json({ providers: await secrets.list(c.var.bin.id) }, 200))
    .openapi(read, async (c) => {
      const { provider } = c.req.valid('param')
      const held = await secrets.list(c.var.bin.id)
      const found = held.find((one) => one.provider === provider)
      return c.json(found ?? { provider, secrets: [], extra: {} }, 200)
    })
    .openapi(replace, async (c) => {
      const { provider } = c.req.valid('param')
      const given = c.req.valid('json')
      checkSecrets(provider, given.secrets ?? [])
      checkExtra(provider, given.extra ?? {})
      const held = await secrets.replace(c.var.bin.id, provider, given)
      capture.forgetRules(c.var.bin.id)
      return c.json(held ?? throwNotFound('such bin'), 200)
    })
    .openapi(remove, async (c) => {
      const { provider } = c.req.valid('param')
      await secrets.replace(c.var.bin.id, provider, { secrets: [], extra: {} })
      capture.forgetRules(c.var.bin.id)
      return c.body(null, 204)
    })
}

function checkExtra(id: string, extra: SecretsExtra): void {
  const flaw = providerOf(id)?.extraFlaw?.(extra)
  if (flaw !== undefined) throw new AppError('bad-request', `json.extra: ${flaw}`)
}

/** Names the field, never what stands in it. */
function checkSecrets(id: string, given: readonly GivenSecret[]): void {
  const provider = providers.find((one) => one.id === id)
  for (const [index, { secret }] of given.entries()) {
    const flaw = provider?.secretFlaw?.(secret)
    if (flaw === undefined) continue
    throw new AppError('bad-request', `json.secrets.${index}.secret: ${flaw}`)
  }
}
