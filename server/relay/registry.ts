// Which relays are connected to which bin, the longest connected first. Knows no sockets.

import type { BinId } from '../wire/ids.ts'
import type { RelayDeliver, RelayInfo, RelayRefusal } from '../wire/relay.ts'

/** A request on its way to a relay, its body apart. */
export type Offer = Omit<RelayDeliver, 'type' | 'bodySize'>

/** A connected relay, as the parts that give it work see it. */
export interface ConnectedRelay {
  readonly bin: BinId
  /** Names the process: the same one may come and go. */
  readonly id: string
  readonly connectedAt: number
  readonly targets: readonly string[]
  /** Whether its user has told it to hold new requests back. */
  readonly isPaused: boolean
  /** There may be something new to read. */
  wake(): void
  offer(offer: Offer, body: Uint8Array): void
  cancel(delivery: string): void
  /** Turns it away for good. */
  refuse(reason: RelayRefusal, message: string): void
  /** Hangs up; it may come back, or has already. */
  hangUp(): void
}

export interface Registry {
  readonly isEmpty: boolean
  /** In place of an earlier connection of the same process. */
  join(relay: ConnectedRelay): void
  leave(relay: ConnectedRelay): void
  /** It was paused, or goes on: another one may answer senders now. */
  turn(relay: ConnectedRelay): void
  of(bin: BinId): readonly ConnectedRelay[]
  /** The relay that answers senders; undefined when none would. */
  answering(bin: BinId): ConnectedRelay | undefined
  /** As people are shown them. */
  list(bin: BinId): readonly RelayInfo[]
}

export interface RegistryOptions {
  readonly onJoin: (relay: ConnectedRelay) => void
  /** Nothing more can be offered to it; its process may live on. */
  readonly onLeave: (relay: ConnectedRelay) => void
  readonly onChange: (bin: BinId) => void
}

export function createRegistry({ onJoin, onLeave, onChange }: RegistryOptions): Registry {
  const bins = new Map<BinId, Set<ConnectedRelay>>()

  function remove(relay: ConnectedRelay): boolean {
    const relays = bins.get(relay.bin)
    if (!relays?.delete(relay)) return false
    if (relays.size === 0) bins.delete(relay.bin)
    onLeave(relay)
    return true
  }

  const registry: Registry = {
    get isEmpty() {
      return bins.size === 0
    },
    join(relay) {
      for (const earlier of registry.of(relay.bin)) {
        if (earlier.id !== relay.id) continue
        // Its end of this connection is gone, which the network has not told us yet.
        remove(earlier)
        earlier.hangUp()
      }
      const relays = bins.get(relay.bin) ?? new Set()
      bins.set(relay.bin, relays.add(relay))
      onJoin(relay)
      onChange(relay.bin)
    },
    leave(relay) {
      if (remove(relay)) onChange(relay.bin)
    },
    turn(relay) {
      if (bins.get(relay.bin)?.has(relay)) onChange(relay.bin)
    },
    of: (bin) => [...(bins.get(bin) ?? [])],
    answering: (bin) => {
      for (const relay of bins.get(bin) ?? []) if (!relay.isPaused) return relay
      return undefined
    },
    list(bin) {
      const first = registry.answering(bin)
      return registry.of(bin).map((relay) => ({
        id: relay.id,
        connectedAt: relay.connectedAt,
        targets: relay.targets,
        answers: relay === first,
      }))
    },
  }
  return registry
}
