// Something that is built when it is first asked for: whoever asks meanwhile waits for the same.

export interface Late<T> {
  /** Rejects when it cannot be built; the next to ask has it tried again. */
  get(): Promise<T>
  /** What is there by now. */
  readonly current: T | undefined
  /** Resolves when nothing is being built, whatever came of it. */
  settled(): Promise<void>
}

export function createLate<T>(build: () => Promise<T>): Late<T> {
  let current: T | undefined
  let building: Promise<T> | undefined

  async function make(): Promise<T> {
    try {
      current = await build()
      return current
    } finally {
      building = undefined
    }
  }

  return {
    async get() {
      if (current !== undefined) return current
      building ??= make()
      return building
    },
    get current() {
      return current
    },
    async settled() {
      await building?.catch(() => {})
    },
  }
}
