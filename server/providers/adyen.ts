// Adyen: payments are signed item by item inside the body, all else in a header. Told by either.

import type { Evidence, Provider, Recognised } from './provider.ts'
import { bodyHas, parseJson } from './reading/evidence.ts'
import { withJsonAt } from './reading/json-place.ts'
import type { JsonView } from './reading/json-view.ts'
import { moneyText } from './reading/money.ts'
import { joinParts } from './reading/plain-text.ts'
import { valueAt } from './reading/read-fields.ts'
import { inHeader } from './signing/carriers.ts'
import { isEncoded } from './signing/encodings.ts'
import { hmacProof, hmacScheme } from './signing/hmac.ts'
import { hexKey, textKey } from './signing/keys.ts'
import type { Claim, Malformed, Proof, Scheme } from './signing/scheme.ts'

const keys = { encoding: 'base64', readKey: hexKey, otherKeys: [textKey] } as const

const inHeaders = hmacScheme({
  id: 'adyen-platform',
  carrier: inHeader('HmacSignature'),
  ...keys,
})

const ofOne = hmacProof(keys)
/** Each part is an item of its own, and all signatures have to fit: compared as one, with spaces between them. */
const ofAll: Proof = {
  ...ofOne,
  expected: (key, items) => items.map((item) => ofOne.expected(key, [item])).join(' '),
}

const inItems: Scheme = {
  id: 'adyen',
  summary: `HMAC-SHA256 of eight fields joined with \`:\`, base64, in \`additionalData.hmacSignature\` of each item`,
  proof: 'secret',
  leavesOut:
    'anything but the references, the merchant account, the amount, the event code and its success',
  read({ evidence: { body } }): Claim | Malformed | undefined {
    const items = itemsIn(body)
    const given = items.map((item) => valueAt(item, 'additionalData', 'hmacSignature'))
    if (given.every((signature) => signature === undefined)) return undefined
    const wrong = given.findIndex(
      (text) => typeof text !== 'string' || !isEncoded(text, 'base64', 32),
    )
    if (wrong !== -1) {
      return { malformed: `notificationItems[${wrong}] has no hmacSignature that is base64.` }
    }
    return {
      signatures: [given.join(' ')],
      proof: ofAll,
      formsOf: (sent) => [itemsIn(sent).map(signedText)],
    }
  },
  sign(request, secret, at) {
    const { evidence } = request
    const items = itemsIn(evidence.body)
    // A body without items is not one of payments.
    if (items.length === 0) return inHeaders.sign?.(request, secret, at) ?? { headers: [] }
    const key = hexKey(secret) ?? new Uint8Array()
    const body = items.reduce<Uint8Array>((signed, item, index) => {
      const signature = JSON.stringify(ofOne.expected(key, [signedText(item)]))
      return withJsonAt(signed, [...pathTo(index), 'additionalData', 'hmacSignature'], signature)
    }, evidence.body)
    return { headers: [], body }
  },
}

const pathTo = (index: number) => ['notificationItems', index, 'NotificationRequestItem'] as const

function itemsIn(body: Uint8Array): readonly unknown[] {
  const root = parseJson(body)
  const items = valueAt(root, 'notificationItems')
  return Array.isArray(items) ? items.map((_, index) => valueAt(root, ...pathTo(index))) : []
}

/** What is missing is empty, and colons are not escaped. */
function signedText(item: unknown): string {
  return signedFields.map((path) => textOf(valueAt(item, ...path))).join(':')
}

const signedFields = [
  ['pspReference'],
  ['originalReference'],
  ['merchantAccountCode'],
  ['merchantReference'],
  ['amount', 'value'],
  ['amount', 'currency'],
  ['eventCode'],
  ['success'],
] as const

function textOf(value: unknown): string {
  const isPlain = ['string', 'number', 'boolean'].includes(typeof value)
  return isPlain ? String(value) : ''
}

export const adyen: Provider = {
  id: 'adyen',
  label: 'Adyen',
  docsUrl: 'https://docs.adyen.com/development-resources/webhooks/',
  facts: {
    detection: '`notificationItems` in the body, or `HmacSignature` with `Protocol`',
    source: 'library `@adyen/api-library` 32.1.0',
    unconfirmed: [
      'The names of the two headers.',
      'That older integrations have to be answered `[accepted]`.',
      'The retry schedule.',
    ],
  },
  paste: 'Customer Area → Developers → Webhooks → Create new webhook → URL',
  schemes: [inItems, inHeaders],
  fields: [
    {
      name: 'secret',
      label: 'HMAC key',
      hint: "Generated on the webhook's page under «Security», and shown only once: 64 hexadecimal digits.",
      example: '44782DEF547AAA06…',
    },
  ],
  secretFlaw(secret) {
    return hexKey(secret) ? undefined : 'An HMAC key of Adyen is hexadecimal.'
  },
  retries: { delays: [], within: 2_592_000, note: 'Queued and tried again for up to 30 days.' },
  toldBy: ['hmacsignature'],
  toldByContent: { keys: ['notificationItems'] },
  detect(evidence) {
    if (isOfPayments(evidence)) return fromItems(evidence.fields())
    const { headers } = evidence
    const isSigned = headers.has('hmacsignature') && headers.has('protocol')
    return isSigned ? fromPlatform(evidence.fields()) : undefined
  },
}

/** They stand next to the beginning. */
const lookedAtBytes = 512

function isOfPayments(evidence: Evidence): boolean {
  return (
    bodyHas(evidence.body, '"notificationItems"', lookedAtBytes) &&
    evidence.fields().at(...pathTo(0)).kind === 'object'
  )
}

function fromItems(body: JsonView): Recognised {
  const item = body.at(...pathTo(0))
  const more = (body.count('notificationItems') ?? 1) - 1
  const ids = [item.text('pspReference'), item.text('eventCode'), successOf(item)]
  return {
    event: item.text('eventCode') ?? null,
    deliveryId: ids.filter(Boolean).join(':') || null,
    hasFixedBody: more > 0 || undefined,
    gist: joinParts(
      amountOf(item),
      item.text('merchantReference'),
      successOf(item) === 'false' && 'failed',
      more > 0 && `${more} more`,
      (body.text('live') ?? String(body.flag('live'))) === 'false' && 'test',
    ),
  }
}

function successOf(item: JsonView): string | undefined {
  return item.text('success') ?? item.flag('success')?.toString()
}

// https://docs.adyen.com/development-resources/currency-codes/ : they have other decimals here than in ISO 4217.
const otherDecimals = /^(clp|cve|idr|isk)$/i

function amountOf(item: JsonView): string | undefined {
  const currency = item.text('amount', 'currency')
  if (currency && otherDecimals.test(currency)) return undefined
  return moneyText(item.text('amount', 'value'), currency)
}

function fromPlatform(body: JsonView): Recognised {
  const data = body.at('data')
  return {
    event: body.text('type') ?? null,
    deliveryId: null,
    // It has a time.
    hasFixedBody: true,
    gist: joinParts(
      data.text('id'),
      data.text('status'),
      body.text('environment') === 'test' && 'test',
    ),
  }
}
