// The known providers over REST: the same for every bin, so it takes no key.

import { createRoute, z } from '@hono/zod-openapi'
import { providers } from '../providers/index.ts'
import type { ProviderInfo } from '../wire/providers.ts'
import { json, newRouter } from './context.ts'

const providerSchema = z
  .object({
    id: z.string().openapi({ example: 'stripe' }),
    label: z.string().openapi({ example: 'Stripe' }),
    docsUrl: z.string(),
    canSign: z
      .boolean()
      .openapi({ description: 'Whether replays can be signed anew, with a secret of the bin.' }),
    toleranceMs: z.int().nullable().openapi({
      description:
        "The provider's own library refuses what was signed longer ago; null where no time is signed.",
    }),
  })
  .openapi('Provider') satisfies z.ZodType<ProviderInfo>

const list = createRoute({
  method: 'get',
  path: '/providers',
  summary: 'The senders that Hooklens knows.',
  responses: {
    200: json(z.object({ providers: z.array(providerSchema).readonly() }), 'The providers.'),
  },
})

export function providerRoutes() {
  return newRouter().openapi(list, (c) =>
    c.json(
      {
        providers: providers.map(({ id, label, docsUrl, schemes }) => ({
          id,
          label,
          docsUrl,
          canSign: schemes.some(({ sign }) => sign),
          toleranceMs: schemes[0]?.tolerance?.pastMs ?? null,
        })),
      },
      200,
    ),
  )
}
