// Google Pub/Sub push: told by its body; a bearer token of Google's says who sent it, and nothing of what.

import type { SignatureCheck } from '../wire/requests.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { countFrom } from './reading/read-fields.ts'
import { checkExpiry, type JsonObject, type Jwt, jwtScheme, readJwt } from './signing/jwt.ts'
import type { Scheme, SignedRequest } from './signing/scheme.ts'

const leewayMs = 300_000
const longestLifeMs = 86_400_000
const issuers: readonly unknown[] = ['https://accounts.google.com', 'accounts.google.com']

const scheme: Scheme = jwtScheme({
  id: 'google-pubsub',
  alg: 'RS256',
  where: 'Authorization',
  tokenOf: ({ evidence }) => bearerOf(evidence),
  alsoWrong: wrongClaims,
  renew: {
    claims(old, { urls: [url = ''], extra }, at) {
      const iat = Math.floor(at / 1000)
      const audience = extra.audience || old.aud || url
      const own: JsonObject = extra.email ? { email: extra.email } : {}
      return {
        ...{ iss: issuers[0], email_verified: true },
        ...old,
        ...own,
        ...{ aud: audience, iat, exp: iat + 3600 },
      }
    },
    write: (token) => [['Authorization', `Bearer ${token}`]],
  },
})

export const googlePubsub: Provider = {
  id: 'google-pubsub',
  label: 'Google Pub/Sub',
  docsUrl: 'https://docs.cloud.google.com/pubsub/docs/authenticate-push-subscriptions',
  facts: {
    detection: 'a body of `message.messageId` and `subscription`; `X-Goog-Pubsub-Message-Id`',
    source: 'library `google-auth-library` 10.9.1, docs.cloud.google.com',
    unconfirmed: [
      'The fields of the body, and the headers of unwrapped messages.',
      'When `deliveryAttempt` is there.',
      'Which answers it takes for a success.',
    ],
  },
  paste: 'Subscription → Delivery type «Push» → Endpoint URL',
  schemes: [scheme],
  fields: [
    {
      name: 'publicKey',
      label: "Google's certificate",
      hint: "The one for the `kid` in the token's head, from https://www.googleapis.com/oauth2/v1/certs; one click on a request fetches it.",
      example: '-----BEGIN CERTIFICATE-----',
    },
    {
      name: 'email',
      label: 'Service account',
      hint: 'The one that the subscription authenticates with: anyone may have a token of Google for this URL.',
      example: 'pusher@my-project.iam.gserviceaccount.com',
    },
    {
      name: 'audience',
      label: 'Audience',
      hint: "As set in the subscription; without one it is the push URL, one of this bin's own.",
      isOptional: true,
    },
  ],
  keyUrl(evidence) {
    return readJwt(bearerOf(evidence) ?? '')?.header.alg === 'RS256' ? keySet : undefined
  },
  retries: { delays: [], note: 'Ever more rarely until the subscription forgets the message.' },
  toldBy: ['x-goog-pubsub-message-id'],
  toldByContent: { keys: ['subscription'] },
  detect(evidence) {
    const { headers, method } = evidence
    const unwrapped = headers.get('x-goog-pubsub-message-id')
    if (unwrapped !== undefined) {
      const subscription = headers.get('x-goog-pubsub-subscription-name')
      return {
        event: headers.get('eventtype') ?? null,
        deliveryId: unwrapped,
        gist: shortName(subscription) ?? '',
      }
    }
    if (method !== 'POST' || !bodyHas(evidence.body, '"messageId"', 32 * 1024)) return undefined
    const payload = evidence.fields()
    const message = payload.at('message')
    const deliveryId = message.text('messageId')
    const subscription = payload.text('subscription')
    if (!deliveryId || !subscription?.startsWith('projects/')) return undefined
    const attempt = countFrom(payload.text('deliveryAttempt'))
    return {
      event: message.at('attributes').firstText(['eventType', 'event_type', 'ce-type']) ?? null,
      deliveryId,
      ...(attempt ? { attempt } : {}),
      gist: joinParts(decoded(message.text('data')), shortName(subscription)),
    }
  },
}

/** The public keys that Google signs such tokens with, several at a time: whose `kid` it is fits. */
const keySet = 'https://www.googleapis.com/oauth2/v3/certs'

function bearerOf({ headers }: Evidence): string | undefined {
  return /^Bearer +(\S+)$/i.exec(headers.get('authorization') ?? '')?.[1]
}

function shortName(subscription: string | undefined): string | undefined {
  return subscription?.replace(/^projects\/[^/]*\/subscriptions\//, '')
}

/** The message itself, where it is text. */
function decoded(data: string | undefined): string | undefined {
  const text = Buffer.from(data?.slice(0, 400) ?? '', 'base64').toString()
  return /[\p{Cc}\ufffd]/u.test(text.replace(/\s/g, '')) ? undefined : text
}

/** What Google's library refuses besides, and the sender's account, without which the token proves nothing. */
function wrongClaims(
  { header, claims }: Jwt,
  { evidence: { receivedAt }, urls, extra }: SignedRequest,
): SignatureCheck | undefined {
  const { iss, aud, iat, exp, email } = claims
  if (extra.kid && header.kid !== extra.kid)
    return wrong('it was signed with another key: its `kid` is not that of the certificate')
  if (typeof iat !== 'number' || typeof exp !== 'number')
    return wrong('it has no `iat` or no `exp`')
  if (!issuers.includes(iss)) return wrong('its `iss` is not Google')
  if (exp * 1000 >= receivedAt + longestLifeMs) return wrong('its `exp` is more than a day away')
  const expired = checkExpiry({ exp, nbf: iat }, receivedAt, leewayMs)
  if (expired) return expired
  const audiences = extra.audience ? [extra.audience] : urls
  if (!audiences.some((one) => one === aud)) {
    return wrong(
      `its audience is ${JSON.stringify(aud ?? null)}, not ${extra.audience || 'a URL of this bin'}`,
    )
  }
  if (!extra.email) return ofAnyAccount(email, extra.audience)
  if (email !== extra.email) return wrong(`its \`email\` is not ${extra.email}`)
  return claims.email_verified === true ? undefined : wrong('its `email` is not verified')
}

/** Whoever names an audience has the token checked as Google's library does; the URL alone would let anyone in. */
function ofAnyAccount(email: unknown, audience: string | undefined): SignatureCheck {
  const whose = typeof email === 'string' ? email : 'yours'
  return audience
    ? {
        verdict: 'valid',
        reason: null,
        detail: `The token is Google's and made for this audience, which any of its customers could have done. Enter the service account of the subscription to see whether it is ${whose}. It does not cover the body.`,
      }
    : {
        verdict: 'unverifiable',
        reason: null,
        detail: `The token is Google's, but any of its customers may have one for this URL. Enter the service account of the subscription to see whether it is ${whose}.`,
      }
}

function wrong(what: string): SignatureCheck {
  return {
    verdict: 'mismatch',
    reason: 'unknown',
    detail: `The token is signed by Google, but ${what}.`,
  }
}
