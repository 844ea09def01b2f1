import { expect, test } from 'vitest'
import { receive } from '../../web/receive.ts'

const pieceBytes = 10_000

/** An answer that comes in pieces, each byte telling its piece. */
function answerOf(pieces: number, announcedBytes: number): Response {
  let sent = 0
  const stream = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent === pieces) return controller.close()
      controller.enqueue(new Uint8Array(pieceBytes).fill(sent))
      sent += 1
    },
  })
  return new Response(stream, { headers: { 'Content-Length': String(announcedBytes) } })
}

const sent = (pieces: number) =>
  Buffer.concat(Array.from({ length: pieces }, (_, piece) => Buffer.alloc(pieceBytes, piece)))

test.each([
  ['as long as it says', 100 * pieceBytes],
  ['longer than it says', 60 * pieceBytes],
  ['shorter than it says', 130 * pieceBytes],
])('an answer %s is whole, and was told of early', async (_what, announced) => {
  const all = sent(100)
  const begun: Uint8Array[] = []

  const bytes = await receive(answerOf(100, announced), (beginning) => begun.push(beginning))

  expect(all.equals(bytes)).toBe(true)
  expect(begun.map(({ length }) => length)).toEqual([65_536])
  expect(begun.every((beginning) => all.subarray(0, beginning.length).equals(beginning))).toBe(true)
})

test('a small answer has no beginning of its own', async () => {
  const begun: Uint8Array[] = []

  const bytes = await receive(answerOf(10, 10 * pieceBytes), (beginning) => begun.push(beginning))

  expect(sent(10).equals(bytes)).toBe(true)
  expect(begun).toEqual([])
})
