// monday.com: a challenge that it wants back as it is; a bare token in Authorization for webhooks that an app made.

import { type Answer, textAnswer } from '../wire/answers.ts'
import type { SignatureCheck } from '../wire/requests.ts'
import type { Evidence, Provider } from './provider.ts'
import { bodyHas, bodyText } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { valueAt } from './reading/read-fields.ts'
import { checkExpiry, type Jwt, jwtScheme, readJwt } from './signing/jwt.ts'
import type { SignedRequest } from './signing/scheme.ts'

export const monday: Provider = {
  id: 'monday',
  label: 'monday.com',
  docsUrl: 'https://developer.monday.com/api-reference/reference/webhooks',
  facts: {
    detection:
      'a body of `event.triggerUuid`; a bare token with `accountId` and `userId` in `Authorization`; a body of `challenge` alone',
    handshake: '`challenge` as the same JSON',
    source: 'captured requests of hookdeck/webhook-samples',
    unconfirmed: ['The challenge.', 'The token and its claims.', 'The retry schedule.'],
  },
  paste: 'Board → Integrate → Webhooks, or `url` of `create_webhook`',
  schemes: [
    jwtScheme({
      id: 'monday',
      alg: 'HS256',
      where: 'Authorization',
      tokenOf: ({ evidence }) => tokenOf(evidence),
      alsoWrong: wrongTime,
      renew: {
        claims(old, { urls: [aud = ''] }, at) {
          const iat = Math.floor(at / 1000)
          return { aud, ...old, iat, exp: iat + 300 }
        },
        write: (token) => [['Authorization', token]],
      },
    }),
  ],
  fields: [
    {
      name: 'secret',
      label: 'Signing secret',
      hint: 'Under «Basic information» of the app; webhooks made on a board have none.',
    },
  ],
  retries: { delays: Array.from({ length: 30 }, () => 60), most: 30 },
  toldBy: ['authorization'],
  toldByContent: { keys: ['challenge', 'event'] },
  detect(evidence) {
    if (challengeOf(evidence)) {
      return { event: 'challenge', deliveryId: null, isNeverSigned: true, gist: 'URL check' }
    }
    const isSigned = hasTheirToken(evidence)
    if (!isSigned && !bodyHas(evidence.body, '"triggerUuid"', 32 * 1024)) return undefined
    const payload = evidence.fields()
    const event = payload.at('event')
    const deliveryId = event.text('triggerUuid')
    const type = event.text('type')
    if (!isSigned && (!deliveryId || !type)) return undefined
    return {
      event: type ?? payload.text('type') ?? null,
      deliveryId: deliveryId ?? null,
      gist: joinParts(
        event.firstText(['pulseName', 'itemName']),
        event.text('columnTitle'),
        event.text('boardId') && `board ${event.text('boardId')}`,
      ),
    }
  },
  handshake: challengeOf,
}

const maxChallengeBytes = 1024

/** Nothing in it names monday, so it must be exactly this: JSON of one field. The answer is the same JSON. */
function challengeOf({ method, headers, body, json }: Evidence): Answer | undefined {
  if (method !== 'POST' || body.length > maxChallengeBytes) return undefined
  const type = headers.get('content-type')?.toLowerCase()
  if (!type?.startsWith('application/json') || !bodyHas(body, '"challenge"')) return undefined
  const payload = json()
  const challenge = valueAt(payload, 'challenge')
  const isAlone = Object.keys(payload ?? {}).length === 1
  return isAlone && typeof challenge === 'string' && challenge !== ''
    ? textAnswer(200, 'application/json', bodyText(body))
    : undefined
}

/** Without a scheme before it. */
function tokenOf({ headers }: Evidence): string | undefined {
  const value = headers.get('authorization')?.trim()
  return value?.startsWith('eyJ') && !value.includes(' ') ? value : undefined
}

const maxTokenChars = 4096

/** LiveKit's is bare as well, and says other things. */
function hasTheirToken(evidence: Evidence): boolean {
  const token = tokenOf(evidence)
  if (token === undefined || token.length > maxTokenChars) return false
  const claims = readJwt(token)?.claims
  return claims !== undefined && 'accountId' in claims && 'userId' in claims
}

/** As the usual libraries have it, the moment of expiry is already too late. */
function wrongTime({ claims }: Jwt, { evidence }: SignedRequest): SignatureCheck | undefined {
  const { exp } = claims
  const isAtEnd = typeof exp === 'number' && exp * 1000 === evidence.receivedAt
  return checkExpiry(claims, isAtEnd ? evidence.receivedAt + 1 : evidence.receivedAt)
}
