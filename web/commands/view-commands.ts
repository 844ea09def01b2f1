// Commands that only a view on the page can carry out: it says so while it is there, the last one first.

import { useContext, useEffect, useRef } from 'preact/hooks'
import { PageContext } from '../context.ts'

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

/** Carries out the command while the view is on the page. */
export function useCommand(id: string, run: () => void): void {
  const page = useContext(PageContext)
  const latest = useRef(run)
  latest.current = run
  useEffect(() => page?.viewCommands.add(id, () => latest.current()), [page, id])
}
