// Lets a view carry out a command while it is on the page.

import { useEffect, useRef } from 'preact/hooks'
import { useInspector } from '../context.ts'

export function useCommand(id: string, run: () => void): void {
  const { viewCommands } = useInspector()
  const latest = useRef(run)
  latest.current = run
  useEffect(() => viewCommands.add(id, () => latest.current()), [viewCommands, id])
}
