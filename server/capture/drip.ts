// Sends bytes at a rate, a few at a time, and no faster than they are read.

import type { Socket } from 'node:net'
import type { Waits } from './waits.ts'

/** Often enough to be seen trickling, seldom enough that a thousand drips cost little. */
const tickMs = 200
/** What was late is made up for, but only so much: it stays a trickle after the reader has paused. */
const lateMs = 400

/** Resolves when all is written, or the waits are over; hurried, it writes the rest at once. */
export async function drip(
  bytes: Uint8Array,
  bytesPerSecond: number,
  socket: Socket,
  write: (chunk: Uint8Array) => void,
  waits: Waits,
): Promise<void> {
  const perMs = bytesPerSecond / 1000
  let rest = bytes
  let due = 0
  let countedAt = performance.now()
  const msUntil = (size: number) => Math.ceil((size - due) / perMs)

  while (rest.length > 0) {
    await waits.pause(Math.min(Math.max(tickMs, msUntil(1)), msUntil(rest.length)))
    if (socket.writableNeedDrain) await waits.hold(drained(socket))
    if (waits.over) return
    if (waits.hurried !== undefined) return write(rest)

    const now = performance.now()
    due = Math.min(due + (now - countedAt) * perMs, 1 + lateMs * perMs)
    countedAt = now
    const size = Math.min(Math.floor(due), rest.length)
    if (size === 0) continue
    write(rest.subarray(0, size))
    rest = rest.subarray(size)
    due -= size
  }
}

function drained(socket: Socket) {
  return (done: () => void) => {
    socket.once('drain', done)
    return () => socket.off('drain', done)
  }
}
