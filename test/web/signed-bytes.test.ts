import { expect, test } from 'vitest'
import { onlyTextIn } from '../../web/text/only-text.ts'
import { toHex, toText } from '../../web/text/signed-bytes.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)

test('signed bytes are text where all of it can be seen, though its last character may be cut', () => {
  expect(toText(bytesOf('1767225600.{"a":\n"ü"}'))).toBe('1767225600.{"a":\n"ü"}')
  expect(toText(bytesOf('v0:ü').subarray(0, -1))).toBe('v0:')
  expect(toText(new Uint8Array([0x76, 0x30, 0x00]))).toBeUndefined()
  expect(toText(new Uint8Array([0xff, 0xfe, 0x41]))).toBeUndefined()
  expect(toHex(new Uint8Array([0, 10, 255]))).toBe('00 0a ff')
})

test('the one text of a body is found where there is nothing beside it', () => {
  expect(onlyTextIn(bytesOf('{"verification_token":"secret_1"}'))).toBe('secret_1')
  expect(onlyTextIn(bytesOf('{"token":"a","type":"b"}'))).toBeUndefined()
  expect(onlyTextIn(bytesOf('["a"]'))).toBeUndefined()
  expect(onlyTextIn(bytesOf('{"a":1}'))).toBeUndefined()
  expect(onlyTextIn(bytesOf('token=a'))).toBeUndefined()
})
