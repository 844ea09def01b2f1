// LiveKit: told by its content type and a token without a scheme before it, which states the hash of the body.

import { hash } from 'node:crypto'
import type { SignatureCheck } from '../wire/requests.ts'
import type { Evidence, Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { isEqual } from './signing/equal.ts'
import { checkExpiry, type Jwt, jwtScheme, readJwt } from './signing/jwt.ts'
import type { SignedRequest } from './signing/scheme.ts'

const contentType = 'application/webhook+json'

export const livekit: Provider = {
  id: 'livekit',
  label: 'LiveKit',
  docsUrl: 'https://docs.livekit.io/home/server/webhooks/',
  facts: {
    detection:
      '`Authorization` with nothing but a token, with `application/webhook+json` or the claim `sha256`',
    source: 'library `livekit-server-sdk` 2.19.2',
    unconfirmed: ['The fields of the body.', 'The retry schedule.'],
  },
  paste: 'Cloud dashboard → Settings → Webhooks → URL, or `webhook.urls` of a server of your own',
  toldBy: ['authorization'],
  schemes: [
    jwtScheme({
      id: 'livekit',
      alg: 'HS256',
      where: 'Authorization',
      tokenOf: ({ evidence }) => evidence.headers.get('authorization'),
      isBodyOf({ sha256 }, body) {
        return typeof sha256 === 'string' && isEqual(sha256, hash('sha256', body, 'base64'))
      },
      alsoWrong,
      renew: {
        claims: (old, { evidence: { body }, extra: { apiKey } }, at) => ({
          ...old,
          ...(apiKey ? { iss: apiKey } : {}),
          nbf: Math.floor(at / 1000),
          exp: Math.floor(at / 1000) + 300,
          sha256: hash('sha256', body, 'base64'),
        }),
        write: (token) => [['Authorization', token]],
      },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'API secret',
      hint: 'Of the API key that the webhook is signed with, under «Settings → API keys».',
    },
    {
      name: 'apiKey',
      label: 'API key',
      hint: 'Has to be the issuer of the token; left empty, any key with that secret will do.',
      example: 'API…',
      isOptional: true,
    },
  ],
  detect(evidence) {
    if (!isOfLiveKit(evidence)) return undefined
    const event = evidence.fields()
    return {
      event: event.text('event') ?? null,
      deliveryId: event.text('id') ?? null,
      gist: joinParts(
        event.text('room', 'name'),
        event.text('participant', 'identity'),
        event.text('track', 'source') ?? event.text('egressInfo', 'status'),
      ),
    }
  },
}

function isOfLiveKit({ headers }: Evidence): boolean {
  const token = headers.get('authorization')
  if (token === undefined || !/^eyJ[\w-]*\.[\w-]+\.[\w-]*$/.test(token)) return false
  if (headers.get('content-type')?.toLowerCase().startsWith(contentType)) return true
  return typeof readJwt(token)?.claims.sha256 === 'string'
}

/** The library forgives ten seconds, of which the last no longer counts for the expiry. */
function alsoWrong(
  { claims }: Jwt,
  { evidence, extra }: SignedRequest,
): SignatureCheck | undefined {
  const { iss, exp, nbf } = claims
  if (typeof exp !== 'number') return wrong('it never expires, which LiveKit’s library refuses')
  if (extra.apiKey && iss !== extra.apiKey) return wrong('it was issued for another API key')
  return (
    checkExpiry({ exp }, evidence.receivedAt, 9999) ??
    checkExpiry({ nbf }, evidence.receivedAt, 10_000)
  )
}

function wrong(why: string): SignatureCheck {
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail: `The token is signed with this secret, but ${why}.`,
  }
}
