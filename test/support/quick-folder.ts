// Where tests keep databases whose survival of a power cut is not in question: in memory, where the system has room there.

import { existsSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'

const memory = '/dev/shm'
/** Containers often have 64 MiB there, too little for some tests. */
const wantedBytes = 1024 ** 3

/** A commit waits for the disk, which on some machines is most of what a test does. */
export function quickFolder(): string {
  return hasRoom() ? memory : tmpdir()
}

function hasRoom(): boolean {
  if (!existsSync(memory)) return false
  const { bavail, bsize } = statfsSync(memory)
  return bavail * bsize >= wantedBytes
}
