// What REST takes and tells of secrets, and what of it is refused: the field is named, never what stands in it.

import { z } from '@hono/zod-openapi'
import type { Provider } from '../providers/provider.ts'
import { AppError } from '../wire/errors.ts'
import {
  type AddedSecret,
  type GivenSecret,
  longestExtra,
  longestSecret,
  mostExtras,
  mostSecretsPerProvider,
  type ProviderSecrets,
  type SecretPatch,
  type SecretsChange,
  type SecretsExtra,
} from '../wire/secrets.ts'
import { unixMs } from './schemas.ts'

export const secretsSchema = z
  .object({
    provider: z.string(),
    secrets: z.array(z.object({ name: z.string(), createdAt: unixMs })).readonly(),
    extra: z.record(z.string(), z.string()).readonly(),
  })
  .openapi('ProviderSecrets') satisfies z.ZodType<ProviderSecrets>

/** White space around it is kept: it may belong to it, and a verdict tells where it does not. */
const secretText = z
  .string()
  .min(1, 'The secret is empty.')
  .max(longestSecret, `A secret has at most ${longestSecret} characters.`)
  .refine((text) => /\S/.test(text), 'The secret is nothing but white space.')
  .openapi({ description: 'As the provider shows it. It is sealed, and never given out again.' })

const secretName = z.string().max(100).openapi({ example: 'test' })

const inShort = {
  secret: secretText.optional(),
  publicKey: secretText.optional().openapi({
    description:
      'Where the provider has a private key: PEM of a key or certificate, base64, a JWK.',
  }),
}

export const changeSchema = z
  .strictObject({
    secrets: z
      .array(z.strictObject({ name: secretName.exactOptional(), secret: secretText }))
      .min(1, 'Give at least one secret, or DELETE them.')
      .max(mostSecretsPerProvider, `A provider has at most ${mostSecretsPerProvider} secrets.`)
      .readonly()
      .optional()
      .openapi({
        description: 'Secrets and public keys: all of the provider, the one to sign with first.',
      }),
    ...inShort,
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
    ({ secrets, secret, publicKey, extra }) =>
      (secrets ?? secret ?? publicKey ?? extra) !== undefined,
    'Give secrets, or extra, or both.',
  )
  .refine(
    ({ secrets, secret, publicKey }) =>
      secrets === undefined || (secret ?? publicKey) === undefined,
    'Give a list of secrets, or one in short, not both.',
  )
  .openapi('SecretsChange') satisfies z.ZodType<SecretsChange>

export const addedSchema = z
  .strictObject({
    name: secretName.optional(),
    ...inShort,
    first: z
      .boolean()
      .optional()
      .openapi({ description: 'Whether replays are signed with it from now on.' }),
  })
  .refine(
    ({ secret, publicKey }) => (secret === undefined) !== (publicKey === undefined),
    'Give a secret or a public key.',
  )
  .openapi('AddedSecret') satisfies z.ZodType<AddedSecret>

export const secretPatchSchema = z
  .strictObject({
    name: secretName.optional(),
    position: z
      .int()
      .min(0)
      .optional()
      .openapi({ description: 'Where it is to stand among the others; the first one signs.' }),
  })
  .refine(({ name, position }) => (name ?? position) !== undefined, 'Give a name or a position.')
  .openapi('SecretPatch') satisfies z.ZodType<SecretPatch>

/** All that is to replace what there was; undefined where it stays. */
export function givenSecrets(change: SecretsChange): readonly GivenSecret[] | undefined {
  const short = [change.secret, change.publicKey].flatMap((secret) =>
    secret === undefined ? [] : [{ secret }],
  )
  return change.secrets ?? (short.length > 0 ? short : undefined)
}

/** Throws `bad-request` where one cannot be a secret of the provider. */
export function checkSecrets(
  { secretFlaw }: Pick<Provider, 'secretFlaw'>,
  given: readonly GivenSecret[],
  placeOf: (index: number) => string,
): void {
  for (const [index, { secret }] of given.entries()) {
    const flaw = secretFlaw?.(secret)
    if (flaw !== undefined) throw new AppError('bad-request', `json.${placeOf(index)}: ${flaw}`)
  }
}

/** Throws `bad-request` where the provider takes no such thing, or not like that. */
export function checkExtra(provider: Provider, extra: SecretsExtra): void {
  const known = extrasOf(provider)
  const unknown = Object.keys(extra).find((name) => !known.includes(name))
  const flaw =
    unknown === undefined
      ? provider.extraFlaw?.(extra)
      : `${provider.label} takes no '${unknown.slice(0, 60)}'. Known are: ${known.join(', ')}.`
  if (flaw !== undefined) throw new AppError('bad-request', `json.extra: ${flaw}`)
}

/**
 * Whatever is signed, the URL that is configured may be of use. Which key of several a public one is may be noted: all
 * that are held are tried.
 */
function extrasOf({ fields, schemes }: Provider): readonly string[] {
  const names = fields.map(({ name }) => name).filter((name) => !isSealed(name))
  const noted = schemes.some(({ proof }) => proof === 'public-key') ? ['kid'] : []
  return [...new Set([...names, 'url', ...noted])]
}

function isSealed(name: string): boolean {
  return name === 'secret' || name === 'publicKey'
}
