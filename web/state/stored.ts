// A signal whose value outlives the page, in local storage; unreadable or missing text means the default.

import { effect, type Signal, signal } from '@preact/signals'

export type KeyValueStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>

/** `parse` gets whatever JSON was found, written perhaps by another version, and returns undefined to refuse it. */
export function storedSignal<T>(
  storage: KeyValueStore,
  name: string,
  fallback: T,
  parse: (found: unknown) => T | undefined,
): Signal<T> {
  const value = signal(readStored(storage, name, parse) ?? fallback)
  let isFirst = true
  effect(() => {
    const text = JSON.stringify(value.value)
    if (isFirst) isFirst = false
    else writeStored(storage, name, text)
  })
  return value
}

export function readStored<T>(
  storage: KeyValueStore,
  name: string,
  parse: (found: unknown) => T | undefined,
): T | undefined {
  try {
    const text = storage.getItem(name)
    return text === null ? undefined : parse(JSON.parse(text))
  } catch {
    return undefined
  }
}

/** A full or forbidden store costs the memory, not the page. */
export function writeStored(storage: KeyValueStore, name: string, text: string): void {
  try {
    storage.setItem(name, text)
  } catch {
    // Private windows may refuse; everything works until the page is closed.
  }
}
