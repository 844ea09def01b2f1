import { h } from 'preact'
import { expect, test } from 'vitest'
import { viewers, viewersFor } from '../../web/viewers/index.ts'
import { contentOf } from '../../web/viewers/viewer.ts'

interface Sample {
  readonly what: string
  readonly type: string | null
  readonly body: string | Uint8Array
  /** Ids of the viewers offered, the best first. */
  readonly offers: readonly string[]
}

const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0])
const xml = '<?xml version="1.0"?><a/>'
const jwt = 'eyJhbGciOiJub25lIn0.eyJpYXQiOjB9.'
const multipart = '--b\r\n\r\n1\r\n--b--'

const samples: readonly Sample[] = [
  {
    what: 'JSON',
    type: 'application/json',
    body: '{"a":1}',
    offers: ['pretty', 'tree', 'raw', 'hex'],
  },
  {
    what: 'JSON of a kind',
    type: 'application/cloudevents+json',
    body: '[]',
    offers: ['pretty', 'tree', 'raw', 'hex'],
  },
  {
    what: 'JSON that says nothing of itself',
    type: null,
    body: ' {"a":1}',
    offers: ['pretty', 'tree', 'raw', 'hex'],
  },
  {
    what: 'JSON lines',
    type: 'application/x-ndjson',
    body: '{"a":1}\n{"a":2}\n',
    offers: ['ndjson', 'raw', 'hex'],
  },
  {
    what: 'JSON lines that say nothing',
    type: 'text/plain',
    body: '{"a":1}\n{"a":2}\n',
    offers: ['ndjson', 'raw', 'hex'],
  },
  {
    what: 'JSON lines that call themselves JSON',
    type: 'application/json',
    body: '[1]\n[2]',
    offers: ['ndjson', 'pretty', 'tree', 'raw', 'hex'],
  },
  { what: 'a token', type: 'text/plain', body: `${jwt}\n`, offers: ['jwt', 'raw', 'hex'] },
  {
    what: 'a token in JSON',
    type: 'application/json',
    body: JSON.stringify({ jwt }),
    offers: ['pretty', 'tree', 'raw', 'jwt', 'hex'],
  },
  { what: 'XML', type: 'text/xml', body: '<a/>', offers: ['xml', 'source', 'raw', 'hex'] },
  {
    what: 'XML that says nothing of itself',
    type: null,
    body: xml,
    offers: ['xml', 'source', 'raw', 'hex'],
  },
  {
    what: 'SVG',
    type: 'image/svg+xml',
    body: '<svg/>',
    offers: ['image', 'xml', 'source', 'raw', 'hex'],
  },
  {
    what: 'a PDF',
    type: 'application/octet-stream',
    body: Uint8Array.from(Buffer.from('%PDF-1.7\n\0')),
    offers: ['pdf', 'hex'],
  },
  { what: 'a picture that says nothing', type: null, body: png, offers: ['image', 'hex'] },
  {
    what: 'HTML',
    type: 'text/html; charset=utf-8',
    body: '<p>',
    offers: ['preview', 'source', 'raw', 'hex'],
  },
  { what: 'YAML', type: 'application/yaml', body: 'a: 1', offers: ['source', 'raw', 'hex'] },
  { what: 'a script', type: 'text/javascript', body: 'f()', offers: ['source', 'raw', 'hex'] },
  {
    what: 'a form',
    type: 'application/x-www-form-urlencoded',
    body: 'a=1',
    offers: ['form', 'raw', 'hex'],
  },
  {
    what: 'parts',
    type: 'multipart/form-data; boundary=b',
    body: multipart,
    offers: ['parts', 'raw', 'hex'],
  },
  {
    what: 'parts without a boundary',
    type: 'multipart/form-data',
    body: multipart,
    offers: ['raw', 'hex'],
  },
  { what: 'a picture', type: 'image/png', body: png, offers: ['image', 'hex'] },
  {
    what: 'JSON in UTF-16',
    type: 'application/json',
    body: Buffer.from('\ufeff{"a":1}', 'utf16le'),
    offers: ['pretty', 'tree', 'text', 'raw', 'hex'],
  },
  {
    what: 'long UTF-8',
    type: 'text/plain; charset=utf-8',
    body: `a${'é'.repeat(50_000)}`,
    offers: ['raw', 'hex'],
  },
  {
    what: 'UTF-16 with its mark',
    type: null,
    body: Buffer.from('\ufeffhi', 'utf16le'),
    offers: ['text', 'raw', 'hex'],
  },
  {
    what: 'UTF-16 by its header',
    type: 'text/plain; charset=utf-16le',
    body: Buffer.from('hi', 'utf16le'),
    offers: ['text', 'raw', 'hex'],
  },
  {
    what: 'Latin-1 by its header',
    type: 'text/plain; charset=iso-8859-1',
    body: Buffer.from('é', 'latin1'),
    offers: ['text', 'raw', 'hex'],
  },
  {
    what: 'Latin-1 that says nothing',
    type: 'text/plain',
    body: Buffer.from('café', 'latin1'),
    offers: ['text', 'hex'],
  },
  {
    what: 'Latin-1 that claims UTF-8',
    type: 'text/plain; charset=utf-8',
    body: Buffer.from('café', 'latin1'),
    offers: ['text', 'hex'],
  },
  {
    what: 'a charset nobody knows',
    type: 'text/plain; charset=klingon',
    body: 'hi',
    offers: ['text', 'raw', 'hex'],
  },
  { what: 'text', type: 'text/plain', body: 'hello', offers: ['raw', 'hex'] },
  {
    what: 'bytes',
    type: 'application/octet-stream',
    body: Uint8Array.from([0, 255]),
    offers: ['hex'],
  },
]

const bytesOf = (body: string | Uint8Array) =>
  typeof body === 'string' ? new TextEncoder().encode(body) : body

test.each(samples)('$what is offered in the viewers that suit it, the best first', ({
  type,
  body,
  offers,
}) => {
  const ids = viewersFor(contentOf(bytesOf(body), type)).map(({ id }) => id)

  expect(ids).toEqual(offers)
})

test('every viewer claims some sample and refuses another', () => {
  const offered = samples.map(({ offers }) => offers)
  for (const { id } of viewers) {
    expect(
      offered.some((offers) => offers.includes(id)),
      id,
    ).toBe(true)
    // Bytes can always be looked at.
    if (id !== 'hex')
      expect(
        offered.some((offers) => !offers.includes(id)),
        id,
      ).toBe(true)
  }
  expect(new Set(viewers.map(({ id }) => id)).size).toBe(viewers.length)
  expect(new Set(viewers.map(({ label }) => label)).size).toBe(viewers.length)
})

const types = [...new Set(samples.map(({ type }) => type))]
const hostile: readonly (readonly [string, Uint8Array])[] = [
  ['nothing', new Uint8Array()],
  ['invalid UTF-8', Uint8Array.from([0x7b, 0xff, 0xfe, 0x80, 0x0a])],
  ['a lone byte order mark', Uint8Array.from([0xef, 0xbb, 0xbf])],
  ...samples.map(({ what, body }) => [`${what}, cut`, bytesOf(body).slice(0, -1)] as const),
]

test.each(
  hostile,
)('[A3] %s is judged and given a view, whatever type it claims', (_what, bytes) => {
  for (const type of types) {
    const content = contentOf(bytes, type)

    const offered = viewersFor(content)

    expect(offered.length).toBeGreaterThan(0)
    expect(offered.at(-1)?.id).toBe('hex')
    for (const { View } of offered) expect(h(View, { content })).toBeTruthy()
  }
})

test.each([
  ['one line', 'x'.repeat(5_000_000)],
  ['brackets', '['.repeat(5_000_000)],
  ['spaces', ' '.repeat(5_000_000)],
  ['tags', '<a '.repeat(1_666_000)],
  ['the beginnings of tokens', 'eyJ'.repeat(1_666_000)],
  ['dotted beginnings of tokens', 'eyJhbGciOi.'.repeat(454_000)],
  ['quotes', '"a":'.repeat(1_250_000)],
])('[A3] 5 MB of %s are judged by all viewers within a second', (_what, body) => {
  const bytes = bytesOf(body)
  for (const type of types) {
    const content = contentOf(bytes, type)
    const start = performance.now()

    viewersFor(content)

    expect(performance.now() - start).toBeLessThan(1000)
  }
})
