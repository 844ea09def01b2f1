// Computes the verdicts of one provider's requests anew, newest first, a slice of the event loop at a time.

import type { BinCredentials } from '../providers/examine.ts'
import type { NewVerdict, Store } from '../store/store.ts'
import { createPredicate } from '../wire/filter/match.ts'
import { parseFilter } from '../wire/filter/parse.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { Judge } from './judge.ts'

export interface RecheckOptions {
  readonly bin: BinId
  /** Its id. */
  readonly provider: string
  /** Those of which nobody knows whose they are as well. */
  readonly takesNobodys: boolean
  readonly store: Pick<Store, 'listRequests' | 'recordVerdicts'>
  readonly judge: Judge
  readonly credentialsOf: (bin: BinId) => Promise<BinCredentials>
  readonly takeTurn: () => Promise<void>
  /** Nothing more is written once it has aborted. */
  readonly signal: AbortSignal
  readonly onCounted: (total: number) => void
  /** So many are done, and of these changed. */
  readonly onWritten: (done: number, rev: number, changed: readonly RequestSummary[]) => void
}

/** Everything else waits at most about so long. */
const sliceMs = 8
/** Verdicts that share a commit. */
const mostAtOnce = 256
const pageSize = 500
/** With a wrong secret all are mismatches: the causes of the others are looked for when they are opened. */
const mostExplained = 1_000

export async function recheck(options: RecheckOptions): Promise<void> {
  const { bin, store, judge, credentialsOf, takeTurn, signal } = options
  const seqs = await collect(options)
  options.onCounted(seqs.length)
  const held = await credentialsOf(bin)
  let verdicts: NewVerdict[] = []
  let done = 0
  let mismatches = 0

  async function write(): Promise<void> {
    if (signal.aborted) return
    const written = await store.recordVerdicts(bin, verdicts)
    if (written) options.onWritten(done, written.rev, written.value)
    verdicts = []
    done = 0
  }

  await takeTurn()
  let turn = performance.now()
  for (const seq of seqs) {
    if (signal.aborted) return
    const effort = mismatches < mostExplained ? 'inline' : 'none'
    const verdict = await judge(bin, seq, held, effort)
    if (verdict) verdicts.push(verdict)
    if (verdict?.signature?.verdict === 'mismatch') mismatches += 1
    done += 1
    if (done === mostAtOnce) await write()
    if (performance.now() - turn < sliceMs) continue
    await takeTurn()
    turn = performance.now()
  }
  await write()
}

/** Newest first; what arrives from now on is checked as it comes. */
async function collect(options: RecheckOptions): Promise<readonly Seq[]> {
  const { bin, provider, takesNobodys, store, signal } = options
  const named = `provider:"${provider}"`
  const filter = predicateOf(takesNobodys ? `${named} OR -has:provider` : named)
  const seqs: Seq[] = []
  let before: Seq | null = Number.MAX_SAFE_INTEGER
  while (before !== null && !signal.aborted) {
    const how = { before, limit: pageSize, order: 'desc', filter } as const
    const { requests, next } = await store.listRequests(bin, how)
    // The filter knows providers by their names as well.
    for (const { seq, provider: match, state } of requests) {
      const isWanted = match ? match.id === provider : state !== 'malformed'
      if (isWanted) seqs.push(seq)
    }
    before = next
  }
  return seqs
}

function predicateOf(text: string) {
  const parsed = parseFilter(text)
  if (parsed.type === 'error') throw new Error(parsed.error.message)
  return createPredicate(parsed.filter, { now: 0 })
}
