import { describe, expect, test } from 'vitest'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { examined } from './evidence-of.ts'

function gistOf(body: unknown, ...headers: readonly HeaderPair[]): string | null {
  return examined({ headers, body }).gist
}

const form: HeaderPair = ['Content-Type', 'application/x-www-form-urlencoded']

describe('[P1] the gist of a request from nobody known', () => {
  test.each([
    [{ id: 5, type: 'order.created' }, 'order.created'],
    [{ id: 5, name: 'Ada' }, 'name: Ada'],
    [{ a: { deep: 1 }, data: { event: 'moved' } }, 'moved'],
    [{ a: { deep: 1 }, flag: true, total: 9.5 }, 'total: 9.5'],
    [[{ type: 'a' }, { type: 'b' }], '2 items · a'],
    [[], '0 items'],
    ['{"id":820982911946154508}', 'id: 820982911946154508'],
    ['{"type":"caf\\u00e9 \\"x\\""}', 'café "x"'],
    ['\ufeff {"type":"marked"}', 'marked'],
    ['{"type":"cut off', 'cut off'],
    ['hello\r\nworld', 'hello world'],
    ['<?xml version="1.0"?>\n<!-- x --><feed xmlns="a">', '<feed>'],
    ['', null],
    ['   ', null],
    ['{}', '{}'],
    [Buffer.from([0, 1, 2]), 'binary · 3 bytes'],
  ])('[P1] %j reads %j', (body, gist) => {
    expect(gistOf(body)).toBe(gist)
  })

  test('[P1] forms tell their fields', () => {
    expect(gistOf('a=1&b=2&a=3', form)).toBe('form: a, b')
    expect(
      gistOf('--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\n1\r\n--x--', [
        'Content-Type',
        'multipart/form-data; boundary=x',
      ]),
    ).toBe('multipart: file')
  })

  test('[P1] a compressed body is not unpacked', () => {
    expect(gistOf(Buffer.from([0x1f, 0x8b]), ['Content-Encoding', 'gzip'])).toBe('gzip body')
  })

  test('[P1] of a huge document only the beginning is read', () => {
    const body = `{"pad":"${'x'.repeat(1_000_000)}","type":"late"}`

    expect(gistOf(`{"type":"early",${body.slice(1)}`)).toBe('early')
    expect(gistOf(body)).toMatch(/^pad: x+…$/)
  })

  test('[P1] long text is cut without splitting a character, and what acts on its surroundings is replaced', () => {
    const long = gistOf({ type: '😀'.repeat(100) })

    expect(long).toMatch(/^(😀)+…$/u)
    expect(long?.length).toBeLessThanOrEqual(80)
    expect(gistOf({ type: 'a\u202eb\u0007c\u200bd' })).toBe('a\ufffdb\ufffdc\ufffdd')
  })
})
