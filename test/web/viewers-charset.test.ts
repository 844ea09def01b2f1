import { expect, test } from 'vitest'
import { readCharset } from '../../web/text/charset.ts'

const latin = Buffer.from('café', 'latin1')

test.each([
  ['plain UTF-8', Buffer.from('é'), null, 'é', 'utf-8', 'guess'],
  ['a UTF-8 mark', Buffer.from('\ufeffé'), 'text/plain', 'é', 'utf-8', 'bom'],
  ['a UTF-16 mark', Buffer.from('\ufeffé', 'utf16le'), null, 'é', 'utf-16le', 'bom'],
  ['a big-endian mark', Buffer.from([0xfe, 0xff, 0, 0xe9]), null, 'é', 'utf-16be', 'bom'],
  ['a header', latin, 'text/plain; charset="ISO-8859-1"', 'café', 'windows-1252', 'header'],
  ['neither', latin, 'text/plain', 'café', 'windows-1252', 'guess'],
  ['an unknown name', Buffer.from('é'), 'a/b;charset=klingon', 'é', 'utf-8', 'guess'],
])('%s decides the charset', (_what, bytes, type, text, charset, source) => {
  expect(readCharset(bytes, type)).toMatchObject({ text, charset, source, isBroken: false })
})

test('a mark outweighs the header, which is told of', () => {
  const bytes = Buffer.from('\ufeffhi', 'utf16le')

  expect(readCharset(bytes, 'text/plain; charset=utf-8')).toMatchObject({
    text: 'hi',
    charset: 'utf-16le',
    named: 'utf-8',
  })
  expect(readCharset(bytes, 'text/plain; charset=UTF-16').named).toBeUndefined()
})

test('bytes that are no text in the named charset are marked, not hidden', () => {
  expect(readCharset(latin, 'text/plain; charset=utf-8')).toMatchObject({
    text: 'caf\ufffd',
    isBroken: true,
    source: 'header',
  })
})
