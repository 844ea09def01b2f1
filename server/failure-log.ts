// Logs failures, each kind once in a while: a full disk fails every request, and must not be filled further by the log.

import type { Log } from './log.ts'

/** Of failures with the same message, one is logged in so long a time. */
const quietMs = 10_000
/** Messages that are remembered; beyond it, the one heard of first is forgotten. */
const mostMessages = 100

export function createFailureLog(log: Log, now: () => number): (error: unknown) => void {
  const known = new Map<string, { readonly at: number; unsaid: number }>()

  return (error) => {
    const message = error instanceof Error ? error.message : String(error)
    const before = known.get(message)
    const at = now()
    if (before && Math.abs(at - before.at) < quietMs) {
      before.unsaid++
      return
    }
    known.delete(message)
    known.set(message, { at, unsaid: 0 })
    const [first] = known.keys()
    if (known.size > mostMessages && first !== undefined) known.delete(first)
    const unsaid = before?.unsaid ?? 0
    log.error('Something failed.', { ...(unsaid > 0 && { alikeMeanwhile: unsaid }), error })
  }
}
