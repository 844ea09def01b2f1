// A body's bytes as they arrive, in few pieces: each costs an object of its own, and a sender can make them of one byte.

export interface BodyParts {
  add(chunk: Buffer): void
  /** All of it, in one piece. */
  join(): Buffer
}

/** What is at least so long is kept as it came. */
const wholeBytes = 4096
const mostBlockBytes = 64 * 1024
const empty = Buffer.alloc(0)

export function createBodyParts(): BodyParts {
  const parts: Buffer[] = []
  let size = 0
  /** Of small chunks that follow each other. */
  let block = empty
  let filled = 0

  function closeBlock(): void {
    if (filled > 0) parts.push(block.subarray(0, filled))
    block = empty
    filled = 0
  }

  return {
    add(chunk) {
      // Most bodies are one chunk, which is not worth a copy.
      const isWhole = size === 0 || chunk.length >= wholeBytes
      size += chunk.length
      if (isWhole || block.length - filled < chunk.length) closeBlock()
      if (isWhole) return void parts.push(chunk)
      // As much again as there is: a stalled body keeps no more than twice what it sent, in few pieces all the same.
      if (filled === 0) {
        block = Buffer.allocUnsafeSlow(Math.min(Math.max(size, wholeBytes), mostBlockBytes))
      }
      filled += chunk.copy(block, filled)
    },
    join() {
      closeBlock()
      const [only] = parts
      return parts.length > 1 ? Buffer.concat(parts, size) : (only ?? empty)
    },
  }
}
