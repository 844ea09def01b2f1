// Box: two signatures, one for each of the keys of an app, over the body and behind it the time.

import { isUtf8 } from 'node:buffer'
import type { Provider } from './provider.ts'
import { bodyText } from './reading/evidence.ts'
import { joinParts } from './reading/plain-text.ts'
import { type Carrier, withTime } from './signing/carriers.ts'
import { isEqual } from './signing/equal.ts'
import { hmacScheme } from './signing/hmac.ts'
import { textKey } from './signing/keys.ts'
import { type Claim, isMalformed, type Scheme } from './signing/scheme.ts'

const version = ['BOX-SIGNATURE-VERSION', '1'] as const
const algorithm = ['BOX-SIGNATURE-ALGORITHM', 'HmacSHA256'] as const

/** Its library computes nothing unless both say so. */
const signatures: Carrier = {
  name: 'BOX-SIGNATURE-PRIMARY',
  read({ headers }) {
    const found = ['box-signature-primary', 'box-signature-secondary'].flatMap(
      (name) => headers.get(name) ?? [],
    )
    if (found.length === 0) return undefined
    for (const [name, value] of [version, algorithm]) {
      if (headers.get(name.toLowerCase()) !== value)
        return { malformed: `${name} is not ${value}.` }
    }
    return { signatures: found }
  },
  write: (signature) => [version, algorithm, ['BOX-SIGNATURE-PRIMARY', signature]],
}

const oneKey = hmacScheme({
  id: 'box',
  encoding: 'base64',
  over: '{body}{timestamp}',
  signed: ({ body, time }) => [body, time],
  alsoSigned({ body, time }) {
    const escaped = escapedText(body)
    return escaped === undefined ? [] : [[escaped, time]]
  },
  carrier: withTime(signatures, 'BOX-DELIVERY-TIMESTAMP'),
  time: 'iso',
  tolerance: { pastMs: 600_000, futureMs: 0 },
})

const scheme: Scheme = {
  ...oneKey,
  read(request) {
    const claim = oneKey.read(request)
    if (!claim || isMalformed(claim)) return claim
    const { signedAt = 0 } = claim
    // Box has no other extra, so that the key may go by any name: `secondaryKey` in its library.
    const others = Object.values(request.extra).filter((key) => key !== '')
    return {
      ...claim,
      // Its library counts whole seconds on both sides.
      signedAt: Math.floor(signedAt / 1000) * 1000,
      ...(others.length > 0 ? { proof: withOthers(claim, others) } : {}),
    }
  },
}

/** Who checks a single message may give the other key beside the first; a bin holds both as secrets. */
function withOthers(
  { proof, signatures: given }: Claim,
  others: readonly string[],
): Claim['proof'] {
  if (proof.type !== 'secret') return proof
  return {
    ...proof,
    expected(key, parts) {
      const made = others
        .flatMap((other) => textKey(other) ?? [])
        .map((other) => proof.expected(other, parts))
      const isGiven = (text: string) => given.some((one) => isEqual(one, text))
      return made.find(isGiven) ?? proof.expected(key, parts)
    },
  }
}

/**
 * The body as some of Box's own writers had it when they signed: as its library, which tries this form too, escapes
 * it. Only for what is UTF-8, since other bytes would all become the same text.
 */
function escapedText(body: Uint8Array): string | undefined {
  if (!isUtf8(body)) return undefined
  const text = bodyText(body)
  const escaped = text
    .replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/(?<!\\)\//g, '\\/')
  return escaped === text ? undefined : escaped
}

export const box: Provider = {
  id: 'box',
  label: 'Box',
  docsUrl: 'https://developer.box.com/guides/webhooks/v2/signatures-v2/',
  facts: {
    detection: '`BOX-SIGNATURE-PRIMARY`, `BOX-SIGNATURE-SECONDARY` or `BOX-DELIVERY-ID`',
    source: 'library `box-node-sdk` 10.12.0',
    unconfirmed: ['That `BOX-DELIVERY-ID` stays the same over retries.', 'The number of attempts.'],
  },
  paste: 'Developer Console → the app → Webhooks → Create webhook → URL address',
  toldBy: ['box-signature-primary', 'box-signature-secondary', 'box-delivery-id'],
  schemes: [scheme],
  fields: [
    {
      name: 'secret',
      label: 'Signature key',
      hint: 'The primary or the secondary key, under «Webhooks → Manage signature keys» of the app; better both.',
    },
  ],
  retries: { delays: [], most: 10 },
  detect(evidence) {
    const { headers } = evidence
    const isTheirs =
      headers.has('box-signature-primary') ||
      headers.has('box-signature-secondary') ||
      headers.has('box-delivery-id')
    if (!isTheirs) return undefined
    const payload = evidence.fields()
    const source = payload.at('source')
    return {
      event: payload.text('trigger') ?? null,
      deliveryId: headers.get('box-delivery-id') ?? payload.text('id') ?? null,
      gist: joinParts(
        source.text('name') ?? source.text('id'),
        payload.text('created_by', 'login') ?? payload.text('created_by', 'name'),
      ),
    }
  },
}
