import { expect, test } from 'vitest'
import { readCharset } from '../../web/text/charset.ts'
import { readText, readTextInSteps } from '../../web/text/read-text.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
/** More than a few steps of it. */
const long = 300_000

test('text is told from binary by its bytes and its charset', () => {
  expect(readText(bytes(0x7b, 0x7d), 'application/json')).toBe('{}')
  expect(readText(bytes(0xe9), 'text/plain; charset=ISO-8859-1')).toBe('é')
  expect(readText(bytes(0xe9), 'text/plain')).toBeUndefined()
  expect(readText(bytes(0x50, 0x4b, 0x03, 0x04), null)).toBeUndefined()
  expect(readText(bytes(0x61), 'text/plain; charset=nonsense')).toBe('a')
})

// One character more or less in front: the border of a step comes at each of its bytes.
test.each(['', 'x', 'xx', 'xxx'])('characters that a step cuts are whole, after "%s"', (before) => {
  const text = `\ufeff${before}${'𝒜é\r\n'.repeat(long / 8)}`
  const utf16 = new Uint8Array(Buffer.from(text, 'utf16le'))

  expect(readText(Buffer.from(text), null) === text).toBe(true)
  expect(readText(utf16, null) === text).toBe(true)
  expect(
    readText(
      utf16.map((_, at) => utf16[at ^ 1] ?? 0),
      null,
    ) === text,
  ).toBe(true)
  expect(readCharset(Buffer.from(text), null).text === text.slice(1)).toBe(true)
})

test('a long text in a charset of one byte is read in steps', () => {
  const text = 'né\n'.repeat(long / 3)
  const latin = Buffer.from(text, 'latin1')

  expect(readText(latin, 'text/plain; charset=latin1') === text).toBe(true)
  expect(readText(latin, 'text/plain')).toBeUndefined()
  expect(readCharset(latin, 'text/plain')).toMatchObject({
    charset: 'windows-1252',
    source: 'guess',
  })
  expect(readCharset(latin, 'text/plain').text === text).toBe(true)
})

test('what breaks far behind its beginning is no text, as is what ends within a character', () => {
  const text = Buffer.from('text '.repeat(long / 5))

  expect(readText(Buffer.concat([text, bytes(0xff), text]), null)).toBeUndefined()
  expect(readText(Buffer.concat([text, bytes(0xc3)]), null)).toBeUndefined()
  expect(readText(Buffer.concat([text, bytes(0xc3)]), null, false)?.length).toBe(long)
})

test('binary is known as such with the first step', () => {
  const zip = Buffer.concat([bytes(0x50, 0x4b, 0x03, 0x04), Buffer.alloc(long, 0x20)])

  expect(readTextInSteps(zip, null).next()).toEqual({ done: true, value: undefined })
})
