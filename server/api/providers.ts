// The known providers over REST: the same for every bin, so it takes no key.

import { createRoute, z } from '@hono/zod-openapi'
import { providers } from '../providers/index.ts'
import type { ProviderInfo, RetrySchedule } from '../wire/providers.ts'
import { json, newRouter } from './context.ts'

export const retriesSchema = z
  .object({
    delays: z.array(z.number()).readonly().openapi({
      description:
        'Seconds between one attempt and the next, for as long as the documentation states them.',
    }),
    most: z.int().optional().openapi({
      description: 'How many attempts may follow the first; 0: it never tries again by itself.',
    }),
    within: z.int().optional().openapi({
      description: 'Seconds after the first attempt within which all others come.',
    }),
    note: z.string().optional(),
  })
  .openapi('RetrySchedule') satisfies z.ZodType<RetrySchedule>

const providerSchema = z
  .object({
    id: z.string().openapi({ example: 'stripe' }),
    label: z.string().openapi({ example: 'Stripe' }),
    docsUrl: z.string(),
    schemes: z
      .array(
        z.object({
          id: z.string().openapi({ example: 'stripe' }),
          summary: z.string(),
          proof: z.enum(['secret', 'public-key']),
          keyKind: z.enum(['ed25519', 'ec', 'rsa']).optional().openapi({
            description: 'There may be a development key, of this kind, to sign with.',
          }),
        }),
      )
      .readonly(),
    fields: z
      .array(
        z.object({
          name: z.string().openapi({ example: 'secret' }),
          label: z.string(),
          hint: z.string(),
          example: z.string().optional(),
          isOptional: z.boolean().optional(),
          otherwise: z
            .string()
            .optional()
            .openapi({ description: 'What counts where nothing is entered.' }),
          choices: z
            .array(z.string())
            .readonly()
            .optional()
            .openapi({ description: 'The only texts it may be.' }),
        }),
      )
      .readonly()
      .openapi({ description: 'What the owner enters, the secret or public key first.' }),
    paste: z.string().openapi({ description: 'Where the capture URL is pasted at the provider.' }),
    canSign: z
      .boolean()
      .openapi({ description: 'Whether replays can be signed anew, with a secret of the bin.' }),
    toleranceMs: z.int().nullable().openapi({
      description:
        "The provider's own library refuses what was signed longer ago; null where no time is signed.",
    }),
    retries: retriesSchema.nullable().openapi({
      description: 'How it tries again; null where its documentation does not say.',
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
        providers: providers.map(({ id, label, docsUrl, schemes, fields, paste, retries }) => ({
          id,
          label,
          docsUrl,
          schemes: schemes.map(({ id: scheme, summary, proof, sign, keyKind }) => ({
            id: scheme,
            summary,
            proof,
            ...(sign && keyKind ? { keyKind } : {}),
          })),
          fields,
          paste,
          canSign: schemes.some(({ sign }) => sign),
          toleranceMs: schemes[0]?.tolerance?.pastMs ?? null,
          retries: retries ?? null,
        })),
      },
      200,
    ),
  )
}
