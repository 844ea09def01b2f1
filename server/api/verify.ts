// Checks any message over REST, captured or not, with a given secret or the bin's own (P2).

import { z } from '@hono/zod-openapi'
import { providers } from '../providers/index.ts'
import type { Provider } from '../providers/provider.ts'
import type { CheckOptions } from '../providers/signing/check.ts'
import { providerOfScheme, verify } from '../providers/verify.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import type { SignatureCheck } from '../wire/requests.ts'
import { longestExtra, longestSecret } from '../wire/secrets.ts'
import type { Verification } from '../wire/verify.ts'
import {
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  type Services,
} from './context.ts'
import { signatureSchema } from './schemas.ts'

const credential = z.string().min(1).max(longestSecret).nullish()

const verificationSchema = z
  .strictObject({
    scheme: z.string().openapi({
      description: 'A provider, or one of its schemes: `GET /api/providers` lists both.',
      example: 'stripe',
    }),
    secret: credential.openapi({
      description: 'Default: what the bin holds of the provider. It is not kept.',
    }),
    publicKey: credential.openapi({
      description: 'Where a private key signs: PEM of a key or a certificate, base64, or a JWK.',
    }),
    extra: z
      .record(z.string(), z.string().max(longestExtra))
      .readonly()
      .nullish()
      .openapi({
        description: 'What else it takes, by the names of the provider.',
        example: { webhookId: '1JE4291016473214C' },
      }),
    method: z.string().min(1).openapi({ example: 'POST' }),
    url: z.string().openapi({
      description: 'As configured at the provider, with its query.',
      example: 'https://hooks.example.com/webhooks',
    }),
    headers: z.array(z.tuple([z.string(), z.string()]).readonly()).readonly(),
    bodyBase64: z.base64(),
    at: z.number().nonnegative().nullish().openapi({
      description: 'When it arrived, Unix time in seconds; default now.',
      example: 1_767_225_600,
    }),
  })
  .openapi('Verification') satisfies z.ZodType<Verification>

const check = binRoute({
  method: 'post',
  path: '/bins/{bin}/verify',
  summary: 'Check the signature of any message, with a given secret or the bin’s own.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: verificationSchema } } },
  },
  responses: {
    200: json(signatureSchema, 'The verdict.'),
    ...failures(400, 401, 403, 404, 413, 503),
  },
})

export function verifyRoutes({ secrets, now }: Pick<Services, 'secrets' | 'now'>) {
  /** What the bin holds helps to find a secret that was mixed up, also where another one is given. */
  async function credentialsFor(
    bin: BinId,
    provider: Provider,
    { secret, publicKey, extra }: Verification,
  ) {
    const given = [secret, publicKey].flatMap((one) => one ?? [])
    const open = await secrets.open(bin)
    const own = open.get(provider.id) ?? { credentials: [], extra: {} }
    const foreign = [...open].flatMap(([id, { credentials }]) => {
      const label = providers.find((one) => one.id === id)?.label ?? id
      const isOwn = id === provider.id && given.length === 0
      return isOwn ? [] : credentials.map((one) => ({ ...one, label }))
    })
    const credentials =
      given.length > 0 ? given.map((one) => ({ name: '', secret: one })) : own.credentials
    const options: CheckOptions = { credentials, foreign }
    return { ...options, extra: { ...own.extra, ...extra } }
  }

  return newRouter().openapi(check, async (c) => {
    const given = c.req.valid('json')
    const { scheme, method, url, headers, bodyBase64, at } = given
    const provider = providerOfScheme(scheme) ?? throwUnknown(scheme)
    const body = Buffer.from(bodyBase64, 'base64')
    const held = await credentialsFor(c.var.bin.id, provider, given)
    const verdict: SignatureCheck | null = verify(provider, {
      ...{ method, url, headers, body, ...held },
      at: at == null ? now() : at * 1000,
    })
    return c.json(verdict ?? throwUnproven(provider), 200)
  })
}

function throwUnknown(scheme: string): never {
  const ids = providers.filter(({ schemes }) => schemes.length > 0).map(({ id }) => id)
  throw new AppError(
    'bad-request',
    `json.scheme: '${scheme.slice(0, 60)}' is no provider and no scheme. Known are: ${ids.join(', ')}.`,
  )
}

function throwUnproven({ label }: Provider): never {
  throw new AppError('bad-request', `json.scheme: ${label} does not sign its requests.`)
}
