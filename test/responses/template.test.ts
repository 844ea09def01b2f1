import { describe, expect, test } from 'vitest'
import { templateNames } from '../../server/responses/template/names.ts'
import { compileTemplate, templateFlaw } from '../../server/responses/template.ts'
import { AppError } from '../../server/wire/errors.ts'
import { fill, filled, requestWith } from './template-request.ts'

const form = 'application/x-www-form-urlencoded'

describe('[R2] names', () => {
  test.each([
    ['method', 'POST'],
    ['path', '/orders/7'],
    ['ip', '203.0.113.9'],
    ['bin', 'shop-dev'],
    ['seq', '12'],
    ['turn', '3'],
    ['now', '2026-11-21T10:30:05.250Z'],
    ['now.unix', '1795257005'],
    ['now.ms', '1795257005250'],
    ['now.http', 'Sat, 21 Nov 2026 10:30:05 GMT'],
    ['provider.id', 'stripe'],
    ['provider.label', 'Stripe'],
    ['provider.event', 'invoice.paid'],
    ['provider.deliveryId', 'evt_1'],
  ])('%s is %s', (name, value) => {
    const provider = {
      id: 'stripe',
      label: 'Stripe',
      event: 'invoice.paid',
      deliveryId: 'evt_1',
    }

    expect(filled(`{{${name}}} {{ ${name} }}`, 'text', { provider })).toBe(`${value} ${value}`)
  })

  test('what a sender does not say has no value', () => {
    const provider = { id: 'stripe', label: 'Stripe', event: null, deliveryId: null }

    const { missing } = fill('{{provider.id}}{{provider.event}}{{provider.deliveryId}}', 'text', {
      provider,
    })

    expect(missing).toEqual(['provider.event', 'provider.deliveryId'])
  })

  test.each([
    ['query.page', '2'],
    ['query.hub.challenge', 'a b&c'],
    ['query.filter[name]', 'é'],
    ['query.empty', ''],
    ['query.two words', 'x'],
  ])('%s is decoded as forms are; the first of a name counts', (name, value) => {
    const query = 'page=2&hub.challenge=a+b%26c&filter%5Bname%5D=%C3%A9&empty&page=3&two+words=x'

    expect(fill(`{{${name}}}`, 'text', { query })).toEqual({ text: value, missing: [] })
  })

  test('a header is found in any case, and all of its values are there', () => {
    const headers = [
      ['X-Trace.Id', 'a'],
      ['Host', 'x.example'],
      ['x-trace.id', 'b'],
    ] as const

    expect(filled('{{header.x-TRACE.id}} {{header.host}}', 'text', { headers })).toBe(
      'a, b x.example',
    )
  })

  test('uuid is of version 4, another one at each place, and the same for the same salt', () => {
    const text = '{{uuid}} {{uuid}} {{#body}}{{uuid}} {{/body}}'

    const written = filled(text, 'text', { body: '[1,2]' })

    const ids = written.trim().split(' ')
    const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
    expect(ids.filter((id) => shape.test(id))).toHaveLength(4)
    expect(new Set(ids).size).toBe(4)
    expect(filled(text, 'text', { body: '[1,2]' })).toBe(written)
    expect(filled(text, 'text', { body: '[1,2]', salt: 2 })).not.toContain(ids[0])
  })

  test('every example of a name is a template', () => {
    const flaws = templateNames.map(({ example }) => templateFlaw(example))

    expect(flaws.filter((flaw) => flaw !== undefined)).toEqual([])
  })
})

describe('[R2] the body', () => {
  const body = '{"items":[{"id":7},{"id":8}],"a.b":1,"m":{"x.y/z":2,"list":[[3]]},"0":"zero","":4}'

  test.each([
    ['body.items.0.id', '7'],
    ['body.items[1].id', '8'],
    ['body["items"][1]["id"]', '8'],
    ['body.m.list.0.0', '3'],
    ['body.m.list[0][0]', '3'],
    ['body.a.b', '1'],
    ['body["a.b"]', '1'],
    ['body.m.x.y/z', '2'],
    ['body.0', 'zero'],
  ])('%s leads to %s', (name, value) => {
    expect(filled(`{{${name}}}`, 'text', { body })).toBe(value)
  })

  test.each([
    'body.items.2',
    'body.items.00',
    'body.items.-1',
    'body.items.id',
    'body.m.x',
    'body.no',
  ])('%s leads nowhere', (name) => {
    expect(fill(`{{${name}}}`, 'text', { body }).missing).toEqual([name])
  })

  test('is there as text, as sent', () => {
    expect(filled('{{body}}', 'text', { body: ' {"a": 1.0}\n' })).toBe(' {"a": 1.0}\n')
    expect(fill('{{body}}', 'text')).toEqual({ text: '', missing: [] })
  })

  test('is decoded by its charset, else as UTF-8 without a byte order mark', () => {
    const latin1 = Uint8Array.of(0xe9)
    const marked = new TextEncoder().encode('\ufeff{"é":"ü"}')

    const ofLatin1 = filled('{{body}}', 'text', {
      body: latin1,
      contentType: 'text/plain; charset="ISO-8859-1"',
    })
    const unknown = filled('{{body}}', 'text', {
      body: 'é',
      contentType: 'text/plain;charset=x-no',
    })

    expect(ofLatin1).toBe('é')
    expect(unknown).toBe('é')
    expect(filled('{{body.é}}', 'text', { body: marked })).toBe('ü')
  })

  test('may be a form, whose fields are strings', () => {
    const given = { body: 'From=%2B49&a%5Bb%5D=1.0&From=2&__proto__=p&x.y=z', contentType: form }

    expect(filled('{{body.From}} {{body.a[b]}} {{body.x.y}}', 'text', given)).toBe('+49 1.0 z')
    expect(filled('[{{body.a[b]}}]', 'json', given)).toBe('["1.0"]')
    expect(filled('{{body.__proto__}}{{#body}}{{From}}{{/body}}', 'text', given)).toBe('p+49')
  })

  test('is read as JSON whatever its type says, when it is JSON', () => {
    const body = '{"a":1}'

    expect(filled('{{body.a}}', 'text', { body, contentType: form })).toBe('1')
    expect(filled('{{body.a}}', 'text', { body, contentType: 'text/plain' })).toBe('1')
    expect(filled('{{body.a}}', 'text', { body, contentType: null })).toBe('1')
  })

  test('is not touched by a template that does not ask for it', () => {
    const values = Object.defineProperty({ ...requestWith() }, 'body', {
      get: () => expect.unreachable(),
    })

    const { text } = compileTemplate('{{method}} {{header.x}} {{query.y}}', 'text').fill(values)

    expect(text).toContain('POST')
  })
})

describe('[R2] sections', () => {
  const body =
    '{"items":[{"id":1,"tags":["a","b"]},{"id":2,"tags":[]}],"id":0,"on":true,"name":"n"}'

  test.each([
    ['{{#body.items}}<{{id}}>{{/body.items}}', '<1><2>'],
    ['{{#body.items}}{{#tags}}{{.}}{{/tags}}{{^tags}}none{{/tags}};{{/body.items}}', 'ab;none;'],
    ['{{#body.items.0}}{{tags.1}}{{/body.items.0}}', 'b'],
    ['{{#body.on}}yes{{/body.on}}{{^body.on}}no{{/body.on}}', 'yes'],
    ['{{#body.id}}yes{{/body.id}}{{^body.id}}no{{/body.id}}', 'no'],
    ['{{#body.name}}({{.}}){{/body.name}}', '(n)'],
    ['{{#body.items}}{{method}}{{/body.items}}', 'POSTPOST'],
    ['{{#body}}{{name}}{{id}}{{/body}}', 'n0'],
    ['{{#body.items}}{{body.name}}{{/body.items}}', 'nn'],
    ['{{! a comment }}x', 'x'],
    ['{{=<% %>=}}<%body.name%> {{body.name}}', 'n {{body.name}}'],
    ['{{#body.on}}\n  a\n{{/body.on}}\n', '  a\n'],
  ])('%j is %j', (text, written) => {
    expect(fill(text, 'text', { body })).toEqual({ text: written, missing: [] })
  })

  test('numbers stay as they were written inside of them, and 0.0 enters no section', () => {
    const text =
      '{{#body.l}}{{.}} {{/body.l}}{{#body.z}}entered{{/body.z}}{{#body.o}}{{.}}{{/body.o}}'

    expect(filled(text, 'text', { body: '{"l":[1.0,2e1],"z":0.0,"o":1.0}' })).toBe('1.0 2e1 1.0')
  })

  test('a body that is a list is entered element by element, one that is no JSON as text', () => {
    const text = '{{#body}}<{{.}}>{{/body}}'

    expect(filled(text, 'text', { body: '[1, null, "b"]' })).toBe('<1><><b>')
    expect(filled(text, 'text', { body: 'plain' })).toBe('<plain>')
    expect(filled(text, 'text', { body: '' })).toBe('')
    expect(filled(text, 'text', { body: '', contentType: form })).toBe('')
    expect(filled(text, 'text', { body: 'null' })).toBe('')
  })

  test('a name that nothing has is missing in a section too', () => {
    const { text, missing } = fill('{{#body.items}}{{no}}{{/body.items}}', 'json', { body })

    expect(text).toBe('nullnull')
    expect(missing).toEqual(['no'])
  })
})

describe('[R2] a template tells beforehand', () => {
  test.each([
    ['{{seq}}', true, false],
    ['{{#body.a}}{{^body.b}}{{uuid}}{{/body.b}}{{/body.a}}', false, true],
    ['{{#seq}}{{{uuid}}}{{/seq}}', true, true],
    ['{{! seq }} seq {{body.seq}} {{query.uuid}}', false, false],
  ])('whether %s needs seq or salt', (text, needsSeq, needsSalt) => {
    expect(compileTemplate(text, 'text')).toMatchObject({ needsSeq, needsSalt })
  })

  test.each([
    [
      '{{boddy.x}}',
      '{{boddy.x}} is not known. Did you mean {{body.x}}? Known are body, body.PATH, ',
    ],
    ['{{#headers.a.b}}{{/headers.a.b}}', 'Did you mean {{header.a.b}}?'],
    ['{{now.uni}}', 'Did you mean {{now.unix}}?'],
    ['{{query}}', 'Did you mean {{query.NAME}}?'],
    ['{{^body.a}}{{foo}}{{/body.a}}', '{{foo}} is not known. Known are'],
    ['a\nb {{{foo}}}', '{{{foo}}} in line 2 is not known.'],
    ['{{constructor}}', '{{constructor}} is not known.'],
    ['{{upper body.a}}', '{{upper body.a}} is no name: there are no helpers.'],
    ['{{#if body.a}}x{{/if}}', '{{#if body.a}} is no name: there are no helpers.'],
    ['{{.}}', '{{.}} stands for what a section around it enters'],
    ['{{}}', '{{}} names nothing.'],
    ['{{> footer}}', 'There are no partials: {{> footer}}'],
    ['{{#body.a}}', '{{#body.a}} is not closed: {{/body.a}} is missing.'],
    ['{{#body.a}}{{/body.b}}', '{{#body.a}} is not closed'],
    ['{{/body.a}}', '{{/body.a}} closes a section that is not open.'],
    ['{\n"a": {{body.a }', 'A tag in line 2 is not closed: }} is missing.'],
    ['{{=x=}}', 'Other delimiters are set by two words'],
    [`{{body.a}}${'x'.repeat(65_536)}`, 'A template has at most 65,536 characters.'],
    [`{{body.a${' '.repeat(501)}}}`, 'More than 500 spaces or line breaks in a row.'],
    ['x'.repeat(1_048_577), 'A template has at most 1 MiB.'],
    [`${'{{#body.a}}'.repeat(21)}${'{{/body.a}}'.repeat(21)}`, 'at most 20 deep'],
  ])('what is wrong with %.40j', (text, flaw) => {
    expect(templateFlaw(text)).toContain(flaw)
    expect(() => compileTemplate(text, 'json')).toThrow(AppError)
  })

  test.each([
    '',
    '{"ok":true}',
    '}} "',
    '{{#body.items}}{{anything}}{{/body.items}}',
    'x'.repeat(1_048_576),
  ])('that nothing is wrong with %.40j', (text) => {
    expect(templateFlaw(text)).toBeUndefined()
  })
})
