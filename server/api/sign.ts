// Signs any message over REST as its provider would, with what the bin holds (D5). No secret leaves the server.

import { z } from '@hono/zod-openapi'
import { withHeaders } from '../delivery/resign.ts'
import type { Provider } from '../providers/provider.ts'
import { newSampleSecret } from '../providers/sample-secret.ts'
import { signAnew, signingSchemes } from '../providers/signing/sign.ts'
import { providerOfScheme, readMessage } from '../providers/verify.ts'
import { AppError } from '../wire/errors.ts'
import type { BinId } from '../wire/ids.ts'
import { sampleSecretName } from '../wire/secrets.ts'
import type { SignedMessage, Signing } from '../wire/sign.ts'
import {
  binParams,
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  type Services,
} from './context.ts'
import { applySecrets } from './secrets.ts'

const headers = z.array(z.tuple([z.string(), z.string()]).readonly()).readonly()

const signingSchema = z
  .strictObject({
    scheme: z.string().openapi({
      description: 'A provider, or one of its schemes: `GET /api/providers` lists both.',
      example: 'stripe',
    }),
    method: z.string().min(1).openapi({ example: 'POST' }),
    url: z.string().openapi({
      description: 'As configured at the provider, with its query.',
      example: 'https://hooks.example.com/webhooks',
    }),
    headers,
    bodyBase64: z.base64(),
    makesSecret: z
      .boolean()
      .optional()
      .openapi({
        description: `Where the bin holds no secret of the provider, one is made and kept, named «${sampleSecretName}».`,
      }),
  })
  .openapi('Signing') satisfies z.ZodType<Signing>

const signedSchema = z
  .object({ url: z.string(), headers, bodyBase64: z.string() })
  .openapi('SignedMessage') satisfies z.ZodType<SignedMessage>

const sign = binRoute({
  method: 'post',
  path: '/bins/{bin}/sign',
  summary: 'Sign any message as a provider would, now, with the secret the bin holds.',
  middleware: ownerOnly,
  request: {
    params: binParams,
    body: { required: true, content: { 'application/json': { schema: signingSchema } } },
  },
  responses: {
    200: json(signedSchema, 'The message to send. It is not sent.'),
    ...failures(400, 401, 403, 404, 413, 503),
  },
})

export function signRoutes(services: Services) {
  const { secrets, developmentKeys, now } = services

  async function keep(bin: BinId, provider: Provider): Promise<void> {
    const held = (await secrets.list(bin)).find((one) => one.provider === provider.id)
    if (held && held.secrets.length > 0) return
    const secret = newSampleSecret(provider)
    if (secret === undefined) return
    await secrets.addSample(bin, provider.id, secret)
    applySecrets(services, bin, provider.id)
  }

  return newRouter().openapi(sign, async (c) => {
    const { scheme, method, url, headers, bodyBase64, makesSecret } = c.req.valid('json')
    const bin = c.var.bin.id
    const named = providerOfScheme(scheme)
    if (!named?.schemes.some((one) => one.sign)) throw cannotSign(scheme)
    if (makesSecret) await keep(bin, named)
    const held = (await secrets.open(bin)).get(named.id)
    const extra = held?.extra ?? {}
    const described = named.configure?.(extra) ?? named
    const body = Buffer.from(bodyBase64, 'base64')
    const at = now()
    const message = readMessage({ method, url, headers, body, at, extra })
    const keys = {
      secret: held?.credentials[0]?.secret,
      privateKey: await developmentKeys.open(bin, named.id),
    }
    const signed = signAnew(signingSchemes(described, message), message, keys, at)
    if (!signed) throw noKey(bin, named)
    return c.json(
      {
        url: signed.query === undefined ? url : withQuery(url, signed.query),
        headers: withHeaders(headers, signed.headers),
        bodyBase64: Buffer.from(signed.body ?? body).toString('base64'),
      },
      200,
    )
  })
}

function withQuery(url: string, query: string): string {
  return url.replace(/\?[^#]*|(?=#|$)/, query && `?${query}`)
}

function cannotSign(scheme: string): AppError {
  return new AppError(
    'bad-request',
    `json.scheme: Hooklens cannot sign as '${scheme.slice(0, 60)}'. GET /api/providers says by canSign as whom it can.`,
  )
}

function noKey(bin: BinId, { id, label }: Provider): AppError {
  return new AppError(
    'bad-request',
    `This bin holds nothing of ${label} to sign with. Set its secret with PUT /api/bins/${bin}/secrets/${id}, or make a development key where it has one.`,
  )
}
