// Tells when the database's file is gone from its place: what SQLite goes on writing then, nobody will find.

import { statSync } from 'node:fs'
import { AppError } from '../../wire/errors.ts'

/** Throws an AppError from when the file at `path` is deleted, moved or replaced. */
export function createPlaceCheck(path: string): () => void {
  const inode = inodeAt(path)
  return () => {
    if (inodeAt(path) === inode) return
    throw new AppError(
      'unavailable',
      `${path} was deleted, moved or replaced under the running server: nothing was stored. Put it back, or restart Hooklens.`,
    )
  }
}

function inodeAt(path: string): bigint | undefined {
  return statSync(path, { throwIfNoEntry: false, bigint: true })?.ino
}
