import { expect, test } from 'vitest'
import { xmlLines } from '../../web/text/xml-lines.ts'

const laidOut = (text: string) =>
  xmlLines(text).map(
    ({ depth, tokens }) => '  '.repeat(depth) + tokens.map(({ text }) => text).join(''),
  )

test('elements are indented, and one that holds only text keeps it on its line', () => {
  const xml =
    '<?xml version="1.0"?><!-- hi --><feed a="1" b=\'&amp;\'><entry><id>7</id><none/><void></void></entry>tail</feed>'

  expect(laidOut(xml)).toEqual([
    '<?xml version="1.0"?>',
    '<!-- hi -->',
    `<feed a="1" b='&amp;'>`,
    '  <entry>',
    '    <id>7</id>',
    '    <none/>',
    '    <void></void>',
    '  </entry>',
    '  tail',
    '</feed>',
  ])
})

test('[A3] entities are shown as they stand, never resolved', () => {
  const xml = '<!DOCTYPE x [<!ENTITY a "]>"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&a;&b;</x>'

  expect(laidOut(xml).at(-1)).toBe('<x>&a;&b;</x>')
})

test.each([
  ['<a><b></a>', /line 1, column 7 holds <\/a>, where <\/b> should be/],
  ['<a>\n<b>', /line 2, column 1 opens <b>, which nothing closes/],
  ['<a x=1/>', /breaks off inside <a>/],
  ['<a>1 & 2</a>', /column 6 holds a & that begins no entity/],
  ['<a/><b/>', /begins a second root/],
  ['<!-- x', /opens <!--, which nothing closes/],
  ['', /holds no element/],
  ['</a>', /closes nothing/],
  ['<a/>text', /text outside of the root/],
])('%j is refused with where it breaks', (xml, message) => {
  expect(() => xmlLines(xml)).toThrow(message)
})

test('[A3] 10,000 levels and a megabyte of text are read without a stack overflow', () => {
  const deep = xmlLines('<a>'.repeat(10_000) + '</a>'.repeat(10_000))
  const long = xmlLines(`<a b="${'x'.repeat(1_000_000)}">${'y'.repeat(1_000_000)}</a>`)

  expect(deep.at(9_999)?.depth).toBe(9_999)
  expect(long).toHaveLength(1)
})
