// The relays of a server, built and tied together: what the rest of it needs of them, and nothing of how they speak.

import type { BinRecord, Changed, NewRequest, Store } from '../store/store.ts'
import type { PassedAnswer } from '../wire/answers.ts'
import type { Access } from '../wire/bins.ts'
import type { Delivery } from '../wire/deliveries.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RelayInfo } from '../wire/relay.ts'
import type { RequestSummary } from '../wire/requests.ts'
import { parseTarget, type Target } from '../wire/targets.ts'
import { createAnswers } from './answers.ts'
import { createRegistry } from './registry.ts'
import { createReplays, type RelayReplay } from './replays.ts'
import { createReports, type Kept } from './reports.ts'
import type { RelaySocketOptions } from './socket.ts'

export interface RelaysOptions {
  readonly store: Store
  /** Where outcomes are kept; many at once share a commit. */
  readonly outcomes: Pick<Store, 'addDelivery'>
  readonly accessOf: (key: string, record: BinRecord) => Access | undefined
  readonly urlsOf: (record: BinRecord, origin: string) => ReturnType<RelaySocketOptions['urlsOf']>
  readonly now: () => number
  readonly newId: () => string
  readonly onChange: (bin: BinId, relays: readonly RelayInfo[]) => void
  readonly onKept: (bin: BinId, delivery: Delivery, changed: Changed<RequestSummary>) => void
  readonly onFailure: (error: unknown) => void
  /** How long a replay is waited for after its relay has gone. */
  readonly patienceMs?: number
}

export interface Relays {
  /** What the socket of a relay is served with that reached the server at `origin`. */
  partsFor(origin: string): RelaySocketOptions
  list(bin: BinId): readonly RelayInfo[]
  /** These were committed. */
  wake(requests: readonly NewRequest[]): void
  /** The bin is gone. */
  end(bin: BinId, reason: 'deleted' | 'expired'): void
  /** The way to the target over a relay of the bin; undefined when none serves it. */
  wayTo(
    bin: BinId,
    target: Target,
  ): ((replay: RelayReplay, signal: AbortSignal) => Promise<Kept>) | undefined
  /** The way to a relay's own answer to a request (D9); undefined when no relay would give one. */
  answering(
    bin: BinId,
  ): ((seq: Seq, timeoutMs: number, signal: AbortSignal) => Promise<PassedAnswer>) | undefined
  close(): void
}

export function createRelays(options: RelaysOptions): Relays {
  const { store, outcomes, accessOf, urlsOf, now, newId, onChange, onKept, onFailure } = options
  const reports = createReports({
    store: { getDelivery: store.getDelivery, addDelivery: outcomes.addDelivery },
    onKept,
  })
  const { patienceMs } = options
  const replays = createReplays({
    reports,
    now,
    newId,
    ...(patienceMs === undefined ? {} : { patienceMs }),
  })
  const answers = createAnswers({ now })
  const registry = createRegistry({
    onJoin: replays.onJoin,
    onLeave(relay) {
      answers.onLeave(relay)
      replays.onLeave(relay)
    },
    onChange: (bin) => onChange(bin, registry.list(bin)),
  })
  const parts = { store, registry, reports, replays, answers, accessOf, newId, now, onFailure }

  return {
    partsFor: (origin) => ({ ...parts, urlsOf: (record) => urlsOf(record, origin) }),
    list: registry.list,
    wake(requests) {
      if (registry.isEmpty) return
      for (const bin of new Set(requests.map((request) => request.bin))) {
        for (const relay of registry.of(bin)) relay.wake()
      }
    },
    end(bin, reason) {
      const message =
        reason === 'deleted'
          ? `The bin '${bin}' was deleted.`
          : `The bin '${bin}' expired: nobody had used it for long.`
      for (const relay of registry.of(bin)) relay.refuse(reason, message)
    },
    wayTo(bin, target) {
      const relay = registry.of(bin).find(({ targets }) => targets.some(isAt(target)))
      return relay && ((replay, signal) => replays.deliver(relay, replay, signal))
    },
    answering(bin) {
      const relay = registry.answering(bin)
      return relay && ((...asked) => answers.ask(relay, ...asked))
    },
    close: replays.close,
  }
}

/** Whether a text names a target of the same origin. */
function isAt({ protocol, hostname, port }: Target): (text: string) => boolean {
  return (text) => {
    const parsed = parseTarget(text)
    if (parsed.type === 'bad') return false
    const { target } = parsed
    return target.protocol === protocol && target.hostname === hostname && target.port === port
  }
}
