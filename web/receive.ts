// Takes in an answer's bytes as they come, and tells of the first of a large one before the rest is here.

import { takeTurns } from './turns.ts'

/** Bytes: many screens, and few enough to be looked at between two frames. */
const beginning = 65_536
/** Of less, the rest comes at once. */
const mostAtOnce = 500_000

interface Answer {
  readonly headers: { get(name: string): string | null }
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null
  arrayBuffer(): Promise<ArrayBuffer>
}

export async function receive(
  answer: Answer,
  onBegun: (bytes: Uint8Array) => void,
): Promise<Uint8Array> {
  const announced = Number(answer.headers.get('Content-Length'))
  if (announced <= mostAtOnce) return new Uint8Array(await answer.arrayBuffer())
  let bytes = new Uint8Array(announced)
  const turn = takeTurns()
  let received = 0
  for await (const piece of piecesOf(answer.body)) {
    const before = received
    received += piece.length
    // What a proxy has compressed on the way is more than its length said.
    if (received > bytes.length) bytes = enlarged(bytes, received * 2)
    bytes.set(piece, before)
    if (before < beginning && received >= beginning) onBegun(bytes.subarray(0, beginning))
    // Many pieces may be here already: they would be taken in without a pause.
    await turn()
  }
  return bytes.subarray(0, received)
}

/** Not every browser's streams can be iterated. */
export async function* piecesOf(
  stream: ReadableStream<Uint8Array<ArrayBuffer>> | null,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const reader = stream?.getReader()
  while (reader) {
    const { done, value } = await reader.read()
    if (done) return
    yield value
  }
}

function enlarged(bytes: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}
