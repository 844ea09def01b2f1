// The live stream of one bin: what each of its events changes on the page, and what is asked again after a gap.

import type { Signal } from '@preact/signals'
import type { LiveClient, LiveSubscription } from '../../server/client/live.ts'
import { assertNever } from '../../server/wire/assert-never.ts'
import type { Bin } from '../../server/wire/bins.ts'
import type { BinId, Seq } from '../../server/wire/ids.ts'
import type { BinEvent, RefusedReason, RequestChange } from '../../server/wire/live.ts'
import type { RelayInfo } from '../../server/wire/relay.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { Run } from '../../server/wire/runs.ts'
import type { Checking } from '../../server/wire/verdicts.ts'
import type { BinApi } from '../api.ts'
import type { BinRequests } from './bin-requests.ts'
import { type BinWatcher, createBinWatchers } from './bin-watchers.ts'
import type { DetailCache } from './request-detail.ts'

export interface BinStream {
  /** Ended by the next, or by `close`; `bin` is as it was last read, `after` the last request that was. */
  subscribe(after: Seq, bin: Pick<Bin, 'rev'>): void
  /** Returns what ends it. */
  watch(watcher: BinWatcher): () => void
  close(): void
}

export interface BinStreamDeps {
  readonly id: BinId
  readonly key: string
  readonly api: Pick<BinApi, 'getBin'>
  readonly live: LiveClient
  readonly bin: Signal<Bin | undefined>
  readonly requests: BinRequests
  readonly details: DetailCache
  /** Requests that came, ascending. */
  readonly onArrived: (requests: readonly RequestSummary[]) => void
  /** Something of the bin itself may have changed: its name, its rules. */
  readonly onRevised: () => void
  readonly onRun: (run: Run) => void
  readonly onChecking: (checking: Checking) => void
  /** All that are connected now. */
  readonly onRelays: (relays: readonly RelayInfo[]) => void
  readonly onRefused: (reason: RefusedReason) => void
  readonly onError: (error: unknown) => void
}

export function createBinStream(deps: BinStreamDeps): BinStream {
  const { bin, requests, details } = deps
  const watchers = createBinWatchers([requests.all, requests.pause.waiting], requests.isWhole)
  let subscription: LiveSubscription | undefined
  let rev = 0

  /** Something other than captures was missed while away: reload what is on the page. */
  async function refresh(current: number): Promise<void> {
    try {
      const found = await deps.api.getBin()
      bin.value = found
      deps.onRevised()
      await requests.reload(found)
      rev = current
    } catch (error) {
      deps.onError(error)
    }
  }

  function onEvent(event: Exclude<BinEvent, { type: 'captured' }>): void {
    if ('rev' in event) rev = event.rev
    switch (event.type) {
      case 'changed':
        if (event.requests) {
          watchers.changed(event.requests.some(changesTone))
          const replayed = event.requests.filter(
            ({ seq, deliveries }) => requests.all.find(seq)?.deliveries !== deliveries,
          )
          for (const { seq } of replayed) details.peek(seq)?.deliveries.refresh()
          requests.change(event.requests)
          for (const { seq } of event.requests) {
            // Opened by its address, further down than the rows reach.
            if (!requests.all.find(seq)) details.peek(seq)?.request.refresh()
          }
        }
        if (!event.requests) deps.onRevised()
        if (event.name !== undefined && bin.value) bin.value = { ...bin.value, name: event.name }
        return
      case 'removed':
        watchers.removing(event)
        return requests.remove(event)
      case 'delivered':
        return details.peek(event.delivery.seq)?.deliveries.refresh()
      case 'run':
        return deps.onRun(event.run)
      case 'checking':
        return deps.onChecking(event)
      case 'relay':
        return deps.onRelays(event.relays)
      default:
        assertNever(event)
    }
  }

  return {
    subscribe(after, found) {
      rev = found.rev
      subscription?.close()
      subscription = deps.live.subscribe(
        deps.id,
        { key: deps.key, after },
        {
          onRequests(arrived) {
            requests.receive(arrived)
            watchers.captured(arrived)
            deps.onArrived(arrived)
          },
          onEvent,
          onSubscribed({ firstSeq, rev: current }) {
            requests.forgetUpTo(firstSeq - 1)
            watchers.subscribed()
            if (current !== rev) refresh(current)
            else requests.filter.retry()
          },
          onRefused: deps.onRefused,
        },
      )
    },
    watch: watchers.add,
    close: () => subscription?.close(),
  }
}

function changesTone({ response, signature }: RequestChange): boolean {
  return response !== undefined || signature !== undefined
}
