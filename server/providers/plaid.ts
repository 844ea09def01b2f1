// Plaid: told by Plaid-Verification, a token that states the hash of the body. Nothing in a delivery names it.

import { hash } from 'node:crypto'
import type { Provider } from './provider.ts'
import { joinParts } from './reading/plain-text.ts'
import { isEqual } from './signing/equal.ts'
import { checkExpiry, jwtScheme, readJwt } from './signing/jwt.ts'

const header = 'Plaid-Verification'

export const plaid: Provider = {
  id: 'plaid',
  label: 'Plaid',
  docsUrl: 'https://plaid.com/docs/api/webhooks/webhook-verification/',
  facts: {
    detection: '`Plaid-Verification`',
    source: 'plaid.com, plaid-openapi',
    unconfirmed: ['The fields of the body and the claims of the token.', 'The retry schedule.'],
  },
  paste: 'The `webhook` of /link/token/create or /item/webhook/update, or Dashboard → Webhooks',
  toldBy: ['plaid-verification'],
  schemes: [
    jwtScheme({
      id: 'plaid',
      alg: 'ES256',
      where: header,
      tokenOf: ({ evidence }) => evidence.headers.get('plaid-verification'),
      isBodyOf({ request_body_sha256: stated }, body) {
        return typeof stated === 'string' && isEqual(stated, hash('sha256', body, 'hex'))
      },
      tolerance: { pastMs: 300_000 },
      alsoWrong: ({ claims }, { evidence }) => checkExpiry(claims, evidence.receivedAt),
      renew: {
        claims: (old, { evidence: { body } }, at) => ({
          ...old,
          iat: Math.floor(at / 1000),
          request_body_sha256: hash('sha256', body, 'hex'),
        }),
        write: (token) => [[header, token]],
      },
    }),
  ],
  fields: [
    {
      name: 'publicKey',
      label: 'Verification key',
      hint: 'The `key` that /webhook_verification_key/get answers for the `kid` of the token, as JSON, or as PEM.',
      example: '{"kty":"EC","crv":"P-256",…}',
    },
  ],
  suspicion({ headers }) {
    const kid = readJwt(headers.get('plaid-verification') ?? '')?.header.kid
    return typeof kid === 'string' && /^[\w-]{1,64}$/.test(kid)
      ? `The token names the key ${kid}: Plaid changes its keys, so get that one.`
      : undefined
  },
  retries: {
    delays: [30, 120, 480, 1920, 7680, 30_720],
    most: 6,
  },
  detect(evidence) {
    if (!evidence.headers.has('plaid-verification')) return undefined
    const body = evidence.fields()
    const event = [body.text('webhook_type'), body.text('webhook_code')].filter(Boolean).join('.')
    return {
      event: event || null,
      deliveryId: null,
      gist: joinParts(
        body.text('item_id'),
        body.text('error', 'error_code'),
        body.text('environment') !== 'production' && body.text('environment'),
      ),
    }
  },
}
