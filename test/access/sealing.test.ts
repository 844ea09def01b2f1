import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { seal, unseal } from '../../server/access/sealing.ts'

const key = randomBytes(32)

test('what was sealed for a place opens there, whatever it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), fc.string(), (text, place) => {
      expect(unseal(key, place, seal(key, place, text))).toEqual({ type: 'text', text })
    }),
  )
})

test('a sealed text opens nowhere else, with no other key, and not with a bit changed', () => {
  const sealed = seal(key, 'here', 'whsec_secret')

  expect(unseal(key, 'there', sealed)).toEqual({ type: 'damaged' })
  expect(unseal(randomBytes(32), 'here', sealed)).toEqual({ type: 'other-key' })
  for (let at = 0; at < sealed.length; at++) {
    const changed = Uint8Array.from(sealed, (byte, index) => (index === at ? byte ^ 1 : byte))
    expect(unseal(key, 'here', changed).type, `byte ${at}`).not.toBe('text')
  }
  for (let length = 0; length < sealed.length; length++) {
    expect(unseal(key, 'here', sealed.subarray(0, length)).type).not.toBe('text')
  }
})

test('the same text is sealed differently each time', () => {
  const some = Array.from({ length: 20 }, () =>
    Buffer.from(seal(key, 'here', 'secret')).toString('hex'),
  )

  expect(new Set(some.map((hex) => hex.slice(18))).size).toBe(20)
})
