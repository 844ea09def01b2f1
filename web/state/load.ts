// Something that is fetched: under way, here, or failed with a reason fit to show.

import { type ReadonlySignal, signal } from '@preact/signals'
import { isAbort, messageOf } from '../api.ts'

export type Load<T> =
  /** The beginning of what is large, once it is here. */
  | { readonly type: 'loading'; readonly begun?: T }
  | { readonly type: 'loaded'; readonly value: T }
  | { readonly type: 'failed'; readonly message: string }

export interface Loader<T> {
  readonly state: ReadonlySignal<Load<T>>
  /** Fetches unless that is done or under way. */
  want(): void
  /** Fetches again, keeping what is shown until the answer is here. */
  refresh(): void
  /** The value, fetched if need be; rejects when that fails. */
  get(): Promise<T>
}

/** Fetches with `fetch` once somebody wants it; `abort` ends it for good. */
export function createLoader<T>(
  fetch: (signal: AbortSignal, onBegun: (begun: T) => void) => Promise<T>,
  abort: AbortSignal,
): Loader<T> {
  const state = signal<Load<T>>({ type: 'loading' })
  let latest: Promise<T> | undefined

  function refresh(): Promise<T> {
    if (state.peek().type === 'failed') state.value = { type: 'loading' }
    const mine = fetch(abort, (begun) => {
      if (mine === latest && state.peek().type === 'loading')
        state.value = { type: 'loading', begun }
    })
    latest = mine
    mine.then(
      (value) => {
        if (mine === latest) state.value = { type: 'loaded', value }
      },
      (error: unknown) => {
        if (mine === latest && !isAbort(error)) {
          state.value = { type: 'failed', message: messageOf(error) }
        }
      },
    )
    return mine
  }

  return {
    state,
    want() {
      if (!latest) refresh()
    },
    refresh() {
      // Nobody has looked yet: whoever does will see the newest.
      if (latest) refresh()
    },
    get: () => (latest && state.peek().type !== 'failed' ? latest : refresh()),
  }
}
