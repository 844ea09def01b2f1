// The key that secrets are sealed with: the operator's own, or one in a file beside the database, made when first needed.

import { randomBytes } from 'node:crypto'
import { readPrivateFile, writePrivateFile } from '../private-file.ts'
import { AppError } from '../wire/errors.ts'
import { secretKeyBytes } from './sealing.ts'

export interface SecretKey {
  /** For a person who has to find it: `HOOKLENS_SECRET_KEY`, or the file's path. */
  readonly place: string
  /** Undefined when there is none yet, or it is lost. */
  read(): Promise<Uint8Array | undefined>
  /** Makes one when there is none. */
  readOrMake(): Promise<Uint8Array>
}

/** The operator's key, where there is one, wins over the file. */
export function createSecretKey(own: Uint8Array | undefined, path: string): SecretKey {
  if (own) {
    return { place: 'HOOKLENS_SECRET_KEY', read: async () => own, readOrMake: async () => own }
  }
  let making: Promise<Uint8Array> | undefined

  async function make(): Promise<Uint8Array> {
    const key = randomBytes(secretKeyBytes)
    await writePrivateFile(path, `${key.toString('base64')}\n`)
    return key
  }

  return {
    place: path,
    // Read each time: a key that is put back works without a restart.
    read: () => readKey(path),
    async readOrMake() {
      const key = await readKey(path)
      if (key) return key
      making ??= make().finally(() => {
        making = undefined
      })
      return await making
    },
  }
}

async function readKey(path: string): Promise<Uint8Array | undefined> {
  const text = await readPrivateFile(path)
  if (text === undefined) return undefined
  const key = parseSecretKey(text)
  if (key) return key
  throw new AppError(
    'unavailable',
    `${path} does not hold a key: 32 bytes in base64 are expected. Put the right file back, or delete it and set the secrets anew.`,
  )
}

/** 32 bytes as base64, base64url or hex; undefined when the text is neither. */
export function parseSecretKey(text: string): Uint8Array | undefined {
  const plain = text.trim()
  if (/^[0-9a-f]{64}$/i.test(plain)) return Buffer.from(plain, 'hex')
  if (!/^[A-Za-z0-9+/_-]{43}=?$/.test(plain)) return undefined
  return Buffer.from(plain, 'base64')
}
