import { expect, test } from 'vitest'
import { custom } from '../../server/providers/custom.ts'
import { describeSigning, findSignature, flawIn, settingsOf } from '../../web/text/own-sender.ts'

const settings = custom.fields.filter(({ name }) => name !== 'secret')

function described(entered: Readonly<Record<string, string>>): string {
  return describeSigning(settingsOf(settings, entered))
}

test('what is not entered is said as it counts', () => {
  expect(described({})).toBe(
    '`X-Signature` is the HMAC-SHA256 of `{body}` in hex. No time is read, so nothing is ever too old.',
  )
})

test('a list, a time and a key are said in full', () => {
  const entered = {
    ...{ header: ' X-Sig ', pair: 'v1', separator: ';', signed: '{time}.{body}', key: 'hex' },
    ...{ timePair: 't', timeUnit: 'ms', tolerance: '300', encoding: 'base64', algorithm: 'sha512' },
  }

  expect(described(entered)).toBe(
    '`v1` in `X-Sig`, a list parted by `;`, is the HMAC-SHA512 of `{time}.{body}` in base64, the key being the secret read as hexadecimal. The time, in milliseconds, is `t` in that list. It may differ from the arrival by 300 s.',
  )
})

test.each([
  ['X-Sig', `${'9'.repeat(60)}abcd`],
  ['X-Sig', `sha1=${'0a'.repeat(20)}`],
  ['X-Sig', `t=1767225600,v1=${'0a'.repeat(32)}`],
  ['X-Sig', 'Ulepaefs7b+/Ulepaefs7b+/Ulepaefs7b+/Ulepae8='],
])('%s: %s looks like a signature', (name, value) => {
  expect(
    findSignature([
      ['Host', 'example.com'],
      [name, value],
    ]),
  ).toBe('X-Sig')
})

test.each([
  ['X-Count', '12'],
  ['Authorization', `Bearer ${'0a'.repeat(32)}`],
  ['X-Trace', '0af7651916cd43dd8448eb211c80319c'],
])('%s: %s does not', (name, value) => {
  expect(findSignature([[name, value]])).toBeUndefined()
})

test('a refusal names fields as the form does', () => {
  const message = custom.extraFlaw?.({ signed: '{time}.{body}' }) ?? ''

  expect(flawIn(`json.extra: ${message}`, settings)).toEqual({
    field: 'signed',
    text: '“What is signed” has {time} in it, so “Header of the time” or “Name of the time” has to say where the time stands.',
  })
})
