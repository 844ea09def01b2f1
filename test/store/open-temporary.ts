// A SQLite store in a folder of its own for one test.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../server/store/open.ts'
import type { StoreLimits } from '../../server/store/store.ts'
import { roomy } from '../contracts/store/samples.ts'
import type { OpenedStore } from '../contracts/store/set-up.ts'

export async function openTemporary(limits: StoreLimits = roomy): Promise<OpenedStore> {
  const folder = temporaryFolder()
  const location = join(folder.path, 'hooklens.db')
  let current = await openStore(location, { limits })
  return {
    store: current,
    async reopen() {
      await current.close()
      current = await openStore(location, { limits })
      return current
    },
    async close() {
      await current.close()
      folder[Symbol.dispose]()
    },
  }
}

/** For `using`: gone at the end of the test. */
export function temporaryFolder(): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(tmpdir(), 'hooklens-store-'))
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true })
    },
  }
}
