import { deflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { isPdf, pdfFacts } from '../../web/text/pdf-facts.ts'

const bytes = (...parts: readonly (string | Buffer)[]) =>
  Uint8Array.from(
    Buffer.concat(
      parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
    ),
  )

test('a PDF says its version, pages and title', async () => {
  const pdf = bytes(
    '%PDF-1.4\n1 0 obj <</Type /Pages /Count 3 /Kids [2 0 R]>> endobj\n',
    '2 0 obj <</Type /Page>> endobj\n<</Title (Invoice \\(final\\)) /Producer (Maker)>>\n',
  )

  expect(isPdf(pdf)).toBe(true)
  expect(await pdfFacts(pdf)).toEqual({
    version: '1.4',
    pages: 3,
    title: 'Invoice (final)',
    producer: 'Maker',
    isEncrypted: false,
    hasScripts: false,
  })
})

test('what newer files compress is read too', async () => {
  const inside = deflateSync('<</Type/Pages/Count 42/Kids[]>> <</S/JavaScript/JS(app.alert(1))>>')
  const title = Buffer.from('\ufeffRechnung Ä', 'utf16le').swap16()
  const pdf = bytes(
    '%PDF-1.7\n1 0 obj <</Type /ObjStm /Filter /FlateDecode>>\nstream\r\n',
    inside,
    '\r\nendstream endobj\n<</Title (',
    title,
    ')>> trailer <</Encrypt 5 0 R>>',
  )

  expect(await pdfFacts(pdf)).toMatchObject({
    pages: 42,
    title: 'Rechnung Ä',
    isEncrypted: true,
    hasScripts: true,
  })
})

test('[A6] a bomb in a PDF is not unpacked whole', async () => {
  const bomb = deflateSync(Buffer.alloc(200_000_000, ' '))
  const pdf = bytes('%PDF-1.7\n<</Type /ObjStm>>\nstream\n', bomb, '\nendstream')

  expect(await pdfFacts(pdf)).toMatchObject({ pages: undefined })
})
