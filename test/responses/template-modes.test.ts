import { describe, expect, test } from 'vitest'
import { TemplateTooLarge } from '../../server/responses/template.ts'
import { fill, filled } from './template-request.ts'

const body = String.raw`{
  "text": "a \"b\"\n<c>&d\\", "int": 12, "kept": 1.0, "power": 1e2, "large": 9007199254740993, "minus": -0,
  "yes": true, "no": false, "nil": null, "list": [1.50, "x", null], "map": {"k": 12345678901234567890}, "empty": ""
}`

describe('[R2] in JSON, outside of strings, a value is written as JSON', () => {
  test.each([
    ['text', String.raw`"a \"b\"\n<c>&d\\"`],
    ['int', '12'],
    ['kept', '1.0'],
    ['power', '1e2'],
    ['large', '9007199254740993'],
    ['minus', '-0'],
    ['yes', 'true'],
    ['no', 'false'],
    ['nil', 'null'],
    ['list', '[1.50,"x",null]'],
    ['map', '{"k":12345678901234567890}'],
    ['empty', '""'],
  ])('%s', (name, written) => {
    expect(filled(`[{{body.${name}}}]`, 'json', { body })).toBe(`[${written}]`)
  })

  test('numbers of the request itself are numbers, and texts are strings', () => {
    const written = filled('[{{seq}}, {{turn}}, {{now.unix}}, {{method}}]', 'json')

    expect(JSON.parse(written)).toEqual([12, 3, 1795257005, 'POST'])
  })
})

describe('[R2] in JSON, inside of a string, a value is its text, escaped', () => {
  test.each([
    ['text', String.raw`a \"b\"\n<c>&d\\`],
    ['int', '12'],
    ['kept', '1.0'],
    ['large', '9007199254740993'],
    ['yes', 'true'],
    ['nil', ''],
    ['list', String.raw`[1.50,\"x\",null]`],
    ['map', String.raw`{\"k\":12345678901234567890}`],
    ['empty', ''],
  ])('%s', (name, written) => {
    expect(filled(`"<{{body.${name}}}>"`, 'json', { body })).toBe(`"<${written}>"`)
  })

  test('quotes and backslashes before the tag tell whether it is in one', () => {
    const text = String.raw`["a\"{{body.v}}", {{body.v}}, "\\", {{body.v}}, "\\\"{{body.v}}"]`

    const written = filled(text, 'json', { body: '{"v":"\\"]"}' })

    expect(JSON.parse(written)).toEqual(['a""]', '"]', '\\', '"]', '\\""]'])
  })

  test('a backslash right before a value stands for itself and takes nothing of the value along', () => {
    const written = filled(String.raw`"C:\{{body.v}}"`, 'json', { body: '{"v":"\\"x"}' })

    expect(JSON.parse(written)).toBe('C:\\"x')
  })

  test('a raw text behind a backslash is what that escapes', () => {
    const written = filled(String.raw`["\{{{body.v}}}", {{body.v}}]`, 'json', { body: '{"v":"n"}' })

    expect(JSON.parse(written)).toEqual(['\n', 'n'])
  })

  test('a string may begin and end in different sections', () => {
    const text = '[{{#body.a}}"x{{/body.a}}{{^body.a}}"y{{/body.a}} {{body.v}}", {{body.v}}]'

    const written = filled(text, 'json', { body: '{"a":true,"v":"\\""}' })

    expect(JSON.parse(written)).toEqual(['x "', '"'])
  })
})

describe('[R2] other modes', () => {
  test.each([
    ['text', 'a "b"\n<c>&d\\'],
    ['nil', ''],
    ['kept', '1.0'],
    ['list', '[1.50,"x",null]'],
    ['yes', 'true'],
  ])('plain text has %s as it is', (name, written) => {
    expect(filled(`<{{body.${name}}}>`, 'text', { body })).toBe(`<${written}>`)
  })

  test('markup has & < > " and \' escaped', () => {
    const written = filled('<p>{{body.v}}</p>', 'markup', { body: JSON.stringify({ v: `<&>"'/` }) })

    expect(written).toBe('<p>&lt;&amp;&gt;&quot;&#39;/</p>')
  })

  test.each([
    'text',
    'json',
    'markup',
  ] as const)('three braces, or &, write the raw text: %s', (mode) => {
    const written = filled('{{{body.text}}}|{{&body.list}}', mode, { body })

    expect(written).toBe('a "b"\n<c>&d\\|[1.50,"x",null]')
  })

  test('a header is one line of what Node can send, trimmed', () => {
    const value = ' a\r\nSet-Cookie: b=c\0\u007f\té €😀\ud800 '

    const written = filled(' {{{body.v}}}', 'header', { body: JSON.stringify({ v: value }) })

    expect(written).toBe(`a  Set-Cookie: b=c  \té ${Buffer.from('€😀\ud800').toString('latin1')}`)
  })

  test('a header of more than 8 KiB is too large', () => {
    expect(filled('{{body}}', 'header', { body: 'x'.repeat(8192) })).toHaveLength(8192)
    expect(() => fill('{{body}}', 'header', { body: 'x'.repeat(8193) })).toThrow(TemplateTooLarge)
  })
})

describe('[R2] what has no value', () => {
  test('is null in JSON, says so everywhere else, and is told once each, in order', () => {
    const text = '[{{body.b}}, "{{body.a}}", {{{body.b}}}]'

    expect(fill(text, 'json', { body })).toEqual({
      text: '[null, "[missing: body.a]", null]',
      missing: ['body.b', 'body.a'],
    })
    expect(fill('{{header.X-A}}', 'text').text).toBe('[missing: header.X-A]')
    expect(fill('{{query.<}}', 'markup').text).toBe('[missing: query.&lt;]')
    expect(fill('{{provider.id}}', 'header').text).toBe('[missing: provider.id]')
  })

  test('is not what is null, empty, zero or false', () => {
    const text = '{{body.nil}}{{body.empty}}{{body.zero}}{{body.no}}{{body}}'

    const { missing } = fill(text, 'json', { body: '{"nil":null,"empty":"","zero":0,"no":false}' })

    expect(missing).toEqual([])
  })

  test('may be asked for by sections without being told', () => {
    const text = '{{#body.a}}there{{/body.a}}{{^body.a}}not there{{/body.a}}'

    expect(fill(text, 'text', { body })).toEqual({ text: 'not there', missing: [] })
  })
})
