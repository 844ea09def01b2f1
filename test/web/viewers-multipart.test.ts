import fc from 'fast-check'
import { expect, test } from 'vitest'
import { headerParameter } from '../../web/text/header-parameter.ts'
import { readParts } from '../../web/text/multipart.ts'

const bytesOf = (text: string) => new TextEncoder().encode(text)
const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

test('the form that a browser sends is read to the byte', async () => {
  const form = new FormData()
  form.append('note', 'größer\r\n--almost')
  const file = Uint8Array.from([0, 13, 10, 45, 45, 255])
  form.append('file', new Blob([file], { type: 'image/png' }), 'na"ïve.png')
  const request = new Request('http://h/', { method: 'POST', body: form })
  const boundary = headerParameter(request.headers.get('content-type') ?? '', 'boundary') ?? ''

  const parts = readParts(new Uint8Array(await request.arrayBuffer()), boundary)

  expect(parts.map(({ name, contentType, isCut }) => [name, contentType, isCut])).toEqual([
    ['note', null, false],
    ['file', 'image/png', false],
  ])
  expect(textOf(parts[0]?.bytes)).toBe('größer\r\n--almost')
  expect(parts[1]?.bytes).toEqual(file)
  expect(parts[1]?.fileName).toMatch(/^na("|%22)ïve\.png$/)
})

test('any content without the boundary survives, between CRLF and LF alike', () => {
  fc.assert(
    fc.property(
      fc.array(fc.uint8Array({ maxLength: 40 }), { minLength: 1, maxLength: 4 }),
      fc.constantFrom('\r\n', '\n'),
      (contents, eol) => {
        const chunks = contents.flatMap((content) => [
          bytesOf(`--B0${eol}X: 1${eol}${eol}`),
          content,
          bytesOf(eol),
        ])
        const body = Buffer.concat([...chunks, bytesOf('--B0--')])
        // A content that ends in CR cannot be told from a CRLF before the boundary.
        fc.pre(eol === '\r\n' || contents.every((content) => content.at(-1) !== 13))

        const parts = readParts(new Uint8Array(body), 'B0')

        expect(parts.map(({ bytes }) => [...bytes])).toEqual(contents.map((c) => [...c]))
      },
    ),
  )
})

test('preamble, epilogue, padding and folded headers are no content', () => {
  const body =
    'preamble\r\n--x y  \r\nContent-Disposition: form-data;\r\n name="a"; filename*=UTF-8\'\'%E2%82%AC.txt\r\n\r\n1\r\n--x y\r\n\r\n2\r\n--x y--\r\nepilogue\r\n--x y\r\n\r\n3'

  const parts = readParts(bytesOf(body), 'x y')

  expect(parts.map(({ bytes }) => textOf(bytes))).toEqual(['1', '2'])
  expect(parts[0]).toMatchObject({ name: 'a', fileName: '€.txt' })
})

test('a body cut off keeps its last part, marked as cut', () => {
  const [part] = readParts(bytesOf('--b\r\nA: 1\r\n\r\nhalf'), 'b')

  expect(part).toMatchObject({ headers: [['A', '1']], isCut: true })
  expect(textOf(part?.bytes)).toBe('half')
})

test('a body without its boundary is refused', () => {
  expect(() => readParts(bytesOf('{}'), 'b')).toThrow(/--b begins no part/)
  expect(() => readParts(bytesOf('--b--'), 'b')).toThrow(/begins no part/)
})

test('[A3] no more parts are read than asked for', () => {
  const body = bytesOf(`${'--b\r\n\r\n\r\n'.repeat(100_000)}--b--`)

  expect(readParts(body, 'b', 3).map(({ isCut }) => isCut)).toEqual([false, false, false])
})
