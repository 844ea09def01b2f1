// The public halves of the keys made to sign as providers, shared by all that shows them. The private ones never get here.

import { signal } from '@preact/signals'
import type { DevelopmentKey } from '../../server/wire/secrets.ts'
import { messageOf } from '../api.ts'
import type { SigningApi } from '../signing-api.ts'

export type HeldKey =
  | { readonly type: 'loading' }
  | { readonly type: 'none' }
  | { readonly type: 'held'; readonly key: DevelopmentKey }
  | { readonly type: 'failed'; readonly message: string }

export interface DevelopmentKeys {
  /** All are fetched when the first is asked for. Whoever renders it is rendered anew as it changes. */
  of(provider: string): HeldKey
  /** Both reject with the API's reason. */
  make(provider: string): Promise<void>
  remove(provider: string): Promise<void>
}

type KeyApi = Pick<
  SigningApi,
  'listDevelopmentKeys' | 'makeDevelopmentKey' | 'removeDevelopmentKey'
>

export function createDevelopmentKeys(api: KeyApi): DevelopmentKeys {
  const known = signal<ReadonlyMap<string, DevelopmentKey> | undefined>(undefined)
  const problem = signal('')
  let isAsked = false

  async function load(): Promise<void> {
    const keys = await api.listDevelopmentKeys()
    const found = keys.map((key) => [key.provider, key] as const)
    // Those made meanwhile are newer.
    known.value = new Map([...found, ...(known.peek() ?? [])])
    problem.value = ''
  }

  return {
    of(provider) {
      if (!isAsked) {
        isAsked = true
        load().catch((error: unknown) => {
          problem.value = messageOf(error)
        })
      }
      const key = known.value?.get(provider)
      if (key) return { type: 'held', key }
      if (known.value) return { type: 'none' }
      return problem.value ? { type: 'failed', message: problem.value } : { type: 'loading' }
    },
    async make(provider) {
      const key = await api.makeDevelopmentKey(provider)
      known.value = new Map(known.peek()).set(provider, key)
    },
    async remove(provider) {
      await api.removeDevelopmentKey(provider)
      const others = [...(known.peek() ?? [])].filter(([id]) => id !== provider)
      known.value = new Map(others)
    },
  }
}
