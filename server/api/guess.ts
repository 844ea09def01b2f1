// Finds out over REST how a sender of one's own signs (P2).

import { z } from '@hono/zod-openapi'
import { signedRequest } from '../providers/examine.ts'
import { type Guess, guess } from '../providers/guess.ts'
import { createEvidence } from '../providers/reading/evidence.ts'
import { longestSecret } from '../wire/secrets.ts'
import { binUrls } from './bin-urls.ts'
import {
  binRoute,
  failures,
  json,
  newRouter,
  ownerOnly,
  type Services,
  throwNotFound,
} from './context.ts'
import { seqParams } from './requests.ts'

const guessSchema = z
  .object({
    provider: z.string().openapi({
      description: 'One that signs so, or `custom`.',
      example: 'custom',
    }),
    label: z.string(),
    summary: z.string().openapi({ example: 'HMAC-SHA256 of `{time}.{body}`, hex' }),
    extra: z
      .record(z.string(), z.string())
      .readonly()
      .openapi({ description: 'As `PUT …/secrets/{provider}` takes it.' }),
  })
  .openapi('Guess') satisfies z.ZodType<Guess>

const find = binRoute({
  method: 'post',
  path: '/bins/{bin}/requests/{seq}/guess',
  summary: 'How a request is signed, found by trying, given the secret. The secret is not kept.',
  middleware: ownerOnly,
  request: {
    params: seqParams,
    body: {
      required: true,
      content: {
        'application/json': {
          schema: z.strictObject({ secret: z.string().min(1).max(longestSecret) }),
        },
      },
    },
  },
  responses: {
    200: json(
      z.object({ guesses: z.array(guessSchema).readonly() }),
      'What fits, the likeliest first; empty when nothing that was tried does.',
    ),
    ...failures(400, 401, 403, 404, 413),
  },
})

export function guessRoutes({ store, publicUrl }: Pick<Services, 'store' | 'publicUrl'>) {
  return newRouter().openapi(find, async (c) => {
    const { seq } = c.req.valid('param')
    const { id } = c.var.bin
    const request = (await store.getRequest(id, seq)) ?? throwNotFound('such request')
    const body = (await store.getBody(id, seq)) ?? throwNotFound('such request')
    const { captureUrl } = binUrls(id, publicUrl ?? c.var.origin)
    const signed = signedRequest(createEvidence({ ...request, body }), [captureUrl], {})
    return c.json({ guesses: guess(signed, c.req.valid('json').secret) }, 200)
  })
}
