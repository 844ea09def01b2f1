// A SQLite store in a folder of its own for one test.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore } from '../../server/store/open.ts'
import type { StoreLimits } from '../../server/store/store.ts'
import { roomy } from '../contracts/store/samples.ts'
import type { OpenedStore } from '../contracts/store/set-up.ts'
import { quickFolder } from '../support/quick-folder.ts'

export async function openTemporary(limits: StoreLimits = roomy): Promise<OpenedStore> {
  const folder = temporaryFolder(quickFolder())
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
export function temporaryFolder(parent = tmpdir()): Disposable & { readonly path: string } {
  const path = mkdtempSync(join(parent, 'hooklens-store-'))
  return {
    path,
    [Symbol.dispose]() {
      rmSync(path, { recursive: true })
    },
  }
}
