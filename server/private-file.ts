// Small files that hold secrets: only their user may read them, and a reader finds the old text or the new, never half.

import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AppError } from './wire/errors.ts'

/** Undefined when there is no such file. Throws an AppError when it cannot be read, or others could read it too. */
export async function readPrivateFile(path: string): Promise<string | undefined> {
  try {
    const file = await open(path, 'r')
    try {
      const { mode } = await file.stat()
      if (isTooOpen(mode)) throw tooOpen(path, mode)
      return await file.readFile('utf8')
    } finally {
      await file.close()
    }
  } catch (error) {
    if (error instanceof AppError) throw error
    if (isMissing(error)) return undefined
    throw new AppError('forbidden', `${path} cannot be read: ${messageOf(error)}.`, {
      cause: error,
    })
  }
}

/** Makes the folder when needed. Whoever writes last wins; a crash leaves the file as it was. */
export async function writePrivateFile(path: string, text: string): Promise<void> {
  const temporary = `${path}.${randomUUID()}`
  try {
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    const file = await open(temporary, 'wx', 0o600)
    try {
      await file.writeFile(text)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
  } catch (error) {
    await rm(temporary, { force: true }).catch(() => {}) // The error that matters is the first.
    throw new AppError('forbidden', `${path} cannot be written: ${messageOf(error)}.`, {
      cause: error,
    })
  }
}

/** Windows keeps who may read a file elsewhere, and reports the same mode for all. */
function isTooOpen(mode: number): boolean {
  return process.platform !== 'win32' && (mode & 0o077) !== 0
}

function tooOpen(path: string, mode: number): AppError {
  const shown = (mode & 0o777).toString(8)
  return new AppError(
    'forbidden',
    `Others on this machine can read ${path} (its mode is ${shown}). Run chmod 600 '${path}', and replace the key if they may have.`,
  )
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
