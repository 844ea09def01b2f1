// The signature of a captured request over REST: what was signed, what was given, what was expected (P2).

import { z } from '@hono/zod-openapi'
import { type Dissection, dissect } from '../providers/signing/dissect.ts'
import type { Look } from '../verdicts/look.ts'
import type { SignatureParts } from '../wire/signatures.ts'
import { binRoute, failures, json, newRouter, type Services, throwNotFound } from './context.ts'
import { seqParams } from './requests.ts'
import { ownersSecrets } from './secrets.ts'

const partsSchema = z
  .object({
    scheme: z.string().openapi({ example: 'stripe' }),
    summary: z.string().openapi({ description: 'In one line, with code between back quotes.' }),
    signedBase64: z
      .string()
      .openapi({ description: 'The bytes signed, the first 64 KiB of them.' }),
    signedBytes: z.int().openapi({ description: 'How many are signed in all.' }),
    given: z.array(z.string()).readonly(),
    signedAt: z.number().nullable(),
    expected: z
      .array(z.object({ name: z.string(), signature: z.string(), isGiven: z.boolean() }))
      .readonly()
      .optional()
      .openapi({ description: 'With `expected=1`: what each secret of the bin makes of it.' }),
  })
  .openapi('SignatureParts') satisfies z.ZodType<SignatureParts>

const read = binRoute({
  method: 'get',
  path: '/bins/{bin}/requests/{seq}/signature',
  summary: 'The signature of a request taken apart: what is signed, and what was given.',
  middleware: ownersSecrets,
  request: {
    params: seqParams,
    query: z.strictObject({
      expected: z.literal('1').optional().openapi({
        description: '1: and the signatures that the secrets of the bin make, by their names.',
      }),
    }),
  },
  responses: { 200: json(partsSchema, 'Its parts.'), ...failures(400, 401, 403, 404) },
})

export function signatureRoutes({ verdicts, onFailure }: Services) {
  function dissected({ provider, signed, held }: Look): Dissection | undefined {
    try {
      return dissect(provider, signed, held.credentials)
    } catch (error) {
      onFailure(error)
      return undefined
    }
  }

  return newRouter().openapi(read, async (c) => {
    const { seq } = c.req.valid('param')
    const look = await verdicts.look(c.var.bin.id, seq)
    const found = look && dissected(look)
    if (!found) return throwNotFound(`signature that can be read in request #${seq}`)
    const { scheme, summary, signed, signedBytes, given, time, expected } = found
    const signedBase64 = Buffer.from(signed).toString('base64')
    const parts = { scheme, summary, signedBase64, signedBytes, given, signedAt: time ?? null }
    const isWanted = c.req.valid('query').expected !== undefined && expected !== undefined
    return c.json(isWanted ? { ...parts, expected } : parts, 200)
  })
}
