// Commands that only a view on the page can carry out: it says so while it is there, the last one first.

export interface ViewCommands {
  /** Returns what takes it back. */
  add(id: string, run: () => void): () => void
  find(id: string): (() => void) | undefined
}

export function createViewCommands(): ViewCommands {
  const added = new Map<string, (() => void)[]>()
  return {
    add(id, run) {
      added.set(id, [...(added.get(id) ?? []), run])
      return () => {
        const others = added.get(id)?.filter((other) => other !== run) ?? []
        added.set(id, others)
      }
    },
    find: (id) => added.get(id)?.at(-1),
  }
}
