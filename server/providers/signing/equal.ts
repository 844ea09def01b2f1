// The one place where a given value is compared with a secret one, in a time that tells nothing of either.

import { hash, timingSafeEqual } from 'node:crypto'

/** A signature of any kind that is compared as a text is shorter. */
const roomBytes = 256

/**
 * What is compared has the same length whatever the values, so that not even the length of a secret shows: short texts
 * with zeros behind them, longer ones by their digests, which take twice as long to make.
 */
export function isEqual(given: string, expected: string): boolean {
  const oneBytes = Buffer.byteLength(given)
  const otherBytes = Buffer.byteLength(expected)
  if (Math.max(oneBytes, otherBytes) > roomBytes) {
    return timingSafeEqual(digestOf(given), digestOf(expected))
  }
  // Without their lengths, zeros at the end of a text would be taken for those behind it.
  return timingSafeEqual(padded(given), padded(expected)) && oneBytes === otherBytes
}

function padded(text: string): Buffer {
  const room = Buffer.allocUnsafe(roomBytes).fill(0)
  room.write(text)
  return room
}

/** By way of text, which Node makes in less than half the time of a buffer. */
function digestOf(text: string): Buffer {
  return Buffer.from(hash('sha256', text, 'hex'))
}
