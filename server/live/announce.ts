// Turns what a commit stored into the events that subscribers see.

import type { AppendOutcome, Changed, NewRequest } from '../store/store.ts'
import type { Delivery } from '../wire/deliveries.ts'
import type { BinId } from '../wire/ids.ts'
import { newSummary } from '../wire/new-summary.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { Run } from '../wire/runs.ts'
import type { Checking } from '../wire/verdicts.ts'
import type { Hub } from './hub.ts'

/** Announces the stored requests of each bin in commit order, then what was dropped to make room. */
export function announceCommitted(
  hub: Pick<Hub, 'announce'>,
  requests: readonly NewRequest[],
  outcome: AppendOutcome,
): void {
  const byBin = new Map<BinId, RequestSummary[]>()
  outcome.results.forEach((result, index) => {
    const request = requests[index]
    if (result.type !== 'stored' || !request) return
    const summaries = byBin.get(request.bin)
    const summary = newSummary(request, result.seq, request.response)
    if (summaries) summaries.push(summary)
    else byBin.set(request.bin, [summary])
  })
  for (const [bin, summaries] of byBin) {
    hub.announce({ type: 'captured', bin, requests: summaries })
  }
  for (const { bin, upTo, rev } of outcome.dropped) {
    hub.announce({ type: 'removed', bin, upTo, rev })
  }
}

/** Tells of a delivery that nobody waited for, and of what it changed about its request. */
export function announceDelivered(
  hub: Pick<Hub, 'announce'>,
  bin: BinId,
  delivery: Delivery,
  { rev, value }: Changed<RequestSummary>,
): void {
  hub.announce({ type: 'delivered', bin, rev, delivery })
  hub.announce({ type: 'changed', bin, rev, requests: [changeOf(value)] })
}

/** How the runs of a bin get on. */
export function runAnnouncer(hub: Pick<Hub, 'announce'>) {
  return {
    onProgress(bin: BinId, run: Run): void {
      hub.announce({ type: 'run', bin, run })
    },
    onDelivered(bin: BinId, rev: number, requests: readonly RequestSummary[]): void {
      hub.announce({ type: 'changed', bin, rev, requests: requests.map(changeOf) })
    },
  }
}

/** How computing verdicts anew gets on. */
export function verdictAnnouncer(hub: Pick<Hub, 'announce'>) {
  return {
    onProgress(bin: BinId, checking: Checking): void {
      hub.announce({ type: 'checking', bin, ...checking })
    },
    onChanged(bin: BinId, rev: number, requests: readonly RequestSummary[], isTold: boolean): void {
      const changes = requests.map((one) => {
        const { signature, provider, gist } = one
        return { ...changeOf(one), signature, ...(isTold ? { provider, gist } : {}) }
      })
      hub.announce({ type: 'changed', bin, rev, requests: changes })
    },
  }
}

/** Tells what a request was answered after all. */
export function announceAnswered(
  hub: Pick<Hub, 'announce'>,
  bin: BinId,
  { rev, value }: Changed<RequestSummary>,
): void {
  const { response } = value
  hub.announce({ type: 'changed', bin, rev, requests: [{ ...changeOf(value), response }] })
}

/** What may have changed about a request since it was captured. */
export function changeOf({ seq, note, tags, pinned, read, deliveries }: RequestSummary) {
  return { seq, note, tags, pinned, read, deliveries }
}
