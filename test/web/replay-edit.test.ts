import { describe, expect, test } from 'vitest'
import { compareAnswers } from '../../web/text/compare-answers.ts'
import { editableText, hexLines } from '../../web/text/replay-body.ts'
import { editedParts, editOf, flawsOf, linesOf, withChanges } from '../../web/text/replay-edit.ts'
import { readFates } from '../../web/text/replay-headers.ts'

const captured = {
  method: 'POST',
  path: '/orders',
  query: 'a=1',
  headers: [
    ['Host', 'hooks.example'],
    ['Content-Encoding', 'gzip'],
    ['Connection', 'keep-alive'],
    ['Content-Length', '9'],
    ['X', '1'],
    ['X', '2'],
  ] as const,
  trailers: [],
  body: { size: 9 },
} as unknown as Parameters<typeof readFates>[1] // The rest of a request decides nothing here.

describe('[D5] what is changed before a replay', () => {
  test('a part that is again as captured is not edited', () => {
    const changed = withChanges({}, { path: '/other', method: 'PUT' }, captured)

    const back = withChanges(changed, { path: '/orders' }, captured)

    expect(editedParts(changed)).toEqual(['method', 'path'])
    expect(editedParts(back)).toEqual(['method'])
    expect(withChanges({}, { headers: linesOf(captured.headers) }, captured)).toEqual({})
  })

  test('text is encoded again as its header says, and sent as it reads once that is removed', async () => {
    const body = { type: 'text', text: '{"total":9007199254740993}' } as const
    const headers = linesOf(captured.headers).filter(({ name }) => name !== 'Content-Encoding')

    const packed = await editOf({ body }, captured)
    const plain = await editOf({ body, headers }, captured)

    expect(await unpack(packed?.bodyBase64)).toBe(body.text)
    expect(Buffer.from(plain?.bodyBase64 ?? '', 'base64').toString()).toBe(body.text)
  })

  test('text that no browser can encode again is a flaw, with the way out', () => {
    const headers = [{ key: 1, name: 'content-encoding', value: 'br' }]

    const flaws = flawsOf({ headers, body: { type: 'text', text: 'x' } }, captured)

    expect(flaws.body).toMatch(/cannot encode text with br\. Remove the Content-Encoding header/)
  })

  test('a header nobody has filled in is neither wrong nor sent', async () => {
    const headers = [...linesOf(captured.headers), { key: 99, name: '', value: '' }]

    expect(flawsOf({ headers }, captured).headers.size).toBe(0)
    expect((await editOf({ headers }, captured))?.headers).toEqual(captured.headers)
  })

  test('an exact target takes neither path nor query', async () => {
    const changes = { path: '/other', query: '', method: 'PUT' }

    expect(await editOf(changes, captured, { exact: true })).toEqual({ method: 'PUT' })
    expect(await editOf({ path: '/other' }, captured, { exact: true })).toBeUndefined()
  })
})

test('[D1] each header says what becomes of it, as the server decides', () => {
  const { before, lines, after } = readFates({}, captured, '3000')

  expect(before).toEqual([])
  expect(lines).toEqual([
    { type: 'set', text: 'sent as localhost:3000' },
    { type: 'sent' },
    { type: 'dropped', why: expect.stringContaining('connection to Hooklens') },
    { type: 'sent' },
    { type: 'sent' },
    { type: 'sent' },
  ])
  expect(after.map(([name]) => name)).toEqual(['Hooklens-Delivery', 'Connection'])
})

test('a length known only after encoding is told as such', () => {
  const { lines } = readFates({ body: { type: 'text', text: 'x' } }, captured, 'http://a.example')

  expect(lines[3]).toEqual({ type: 'set', text: 'sent as the size of the encoded body' })
})

test('only text that comes out the same is edited as text', () => {
  const bytes = (text: string, encoding: BufferEncoding = 'utf8') => Buffer.from(text, encoding)

  expect(editableText(bytes('\ufeffé\r\n'), null)).toEqual({ type: 'text', text: '\ufeffé\r\n' })
  expect(editableText(bytes('é', 'latin1'), 'text/plain; charset=latin1').type).toBe('bytes')
  expect(editableText(bytes('a\0b'), null)).toMatchObject({ why: expect.stringMatching(/binary/) })
})

test('bytes are shown eight a line, with the characters they would be', () => {
  expect(hexLines(Buffer.from('GIF89a\0\x01!'))).toBe(
    '47 49 46 38 39 61 00 01  GIF89a..\n21                       !',
  )
})

test('two answers are compared in a sentence', () => {
  const answer = (status: number, headers: readonly (readonly [string, string])[]) =>
    ({ outcome: { type: 'response', status, headers } }) as unknown as Parameters<
      typeof compareAnswers
    >[0] // What else a delivery holds is not compared.
  const one = answer(400, [['Date', 'then']])
  const other = answer(200, [
    ['Date', 'now'],
    ['X', '1'],
  ])
  const body = Buffer.from('same')

  expect(compareAnswers(one, body, other, body)).toBe(
    'The status is 200 after 400, 1 header differs.',
  )
  expect(compareAnswers(one, body, one, body)).toBe(
    'The answer is the same, the Date header apart.',
  )
})

async function unpack(base64 = ''): Promise<string> {
  const packed = new Blob([Buffer.from(base64, 'base64')]).stream()
  return new Response(packed.pipeThrough(new DecompressionStream('gzip'))).text()
}
