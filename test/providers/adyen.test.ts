import { describe, expect, test } from 'vitest'
import { adyen } from '../../server/providers/adyen.ts'
import type { Signed } from '../../server/providers/signing/scheme.ts'
import { signingSchemes } from '../../server/providers/signing/sign.ts'
import { verify } from '../../server/providers/verify.ts'
import { evidenceOf } from './evidence-of.ts'

const key = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056'
const at = 1_767_225_600_000

const item = (reference: string, more = '') =>
  `{"NotificationRequestItem" : {${more}"pspReference":"${reference}","amount":{"value":1,"currency":"EUR"},"note":"ü\\/ 1.0"}}`
const batch = (...items: readonly string[]) =>
  `{ "live":"false",\n "notificationItems":[ ${items.join(' ,')} ] }`

function madeFor(body: unknown): Signed {
  const request = { evidence: evidenceOf({ body }), urls: [], extra: {} }
  const [scheme] = signingSchemes(adyen, request)
  return scheme?.sign?.(request, key, at) ?? expect.unreachable()
}

function signed(text: string): string {
  return Buffer.from(madeFor(text).body ?? []).toString()
}

function verdict(text: string): string | undefined {
  const check = verify(adyen, {
    ...{ method: 'POST', url: '', headers: [], body: Buffer.from(text), at, extra: {} },
    ...{ credentials: [{ name: '', secret: key }], foreign: [] },
  })
  return check?.verdict
}

/** Without its signatures, and without what held nothing else. */
function unsigned(text: string): string {
  return text
    .replaceAll(/"hmacSignature" ?: ?"[^"]*"(,(?="))?/g, '')
    .replaceAll(/"additionalData" ?: ?(\{ *\}|null) ?,/g, '')
}

describe('[P2] Adyen signs payments inside the body', () => {
  test('[P2] every item of a batch has to fit', () => {
    const whole = signed(batch(item('a'), item('b')))

    expect(verdict(whole)).toBe('valid')
    expect(verdict(whole.replace('"b"', '"c"'))).toBe('mismatch')
    expect(verdict(whole.replace('"a"', '"c"'))).toBe('mismatch')
    expect(verdict(whole.replace('"value":1', '"value":2'))).toBe('mismatch')
    expect(verdict(whole.replace(/"hmacSignature":"[^"]*"/, ''))).toBe('malformed')
    expect(verdict(unsigned(whole))).toBe('unsigned')
  })

  test.each([
    ['in an empty object', '"additionalData":{ },'],
    ['beside other data', '"additionalData": {"hmacSignatures":"x"},'],
    ['in place of an old one', '"additionalData":{"a":1,"hmacSignature": "old\\u0041"} ,'],
    ['where there is none', ''],
    ['in place of what is no object', '"additionalData":null,'],
    ['under the last of two keys', '"additionalData":{"hmacSignature":"1","hmacSignature":"2"},'],
  ])('[D5] signing puts the signature %s and keeps every other byte', (_what, data) => {
    const before = batch(item('a', data), item('b'))

    const after = signed(before)

    expect(verdict(after)).toBe('valid')
    expect(unsigned(after)).toBe(unsigned(before))
  })

  test('[D5] what is not of payments is signed in a header', () => {
    const made = madeFor({ type: 'balancePlatform.transfer.created' })

    expect(made.headers.map(([name]) => name)).toEqual(['HmacSignature'])
    expect(made.body).toBeUndefined()
  })
})
