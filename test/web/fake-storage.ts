// Local storage without a browser.

import type { KeyValueStore } from '../../web/state/stored.ts'

export function fakeStorage(initial: Readonly<Record<string, string>> = {}): KeyValueStore {
  const items = new Map(Object.entries(initial))
  return {
    getItem: (name) => items.get(name) ?? null,
    setItem: (name, text) => void items.set(name, text),
    removeItem: (name) => void items.delete(name),
  }
}
