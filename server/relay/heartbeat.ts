// When one side of a relay's connection pings, and when it gives the other up (L4). Told the time, it keeps no timers.

import { heartbeatMs } from '../wire/live.ts'

export interface Heartbeat {
  /** Something came from the other side. */
  heard(now: number): void
  /** What is due: call it a few times per heartbeat. */
  tick(now: number): 'ping' | 'silence' | 'nothing'
}

export function createHeartbeat(startedAt: number): Heartbeat {
  let heardAt = startedAt
  let pingedAt = startedAt
  let tickedAt = startedAt

  return {
    heard(now) {
      heardAt = now
    },
    tick(now) {
      // Whoever slept through the silence has yet to read what came meanwhile: it listens for a whole beat more.
      const slept = now - tickedAt > heartbeatMs
      tickedAt = now
      if (slept) heardAt = Math.max(heardAt, now - heartbeatMs)
      if (now - heardAt > heartbeatMs * 2) return 'silence'
      if (now - pingedAt < heartbeatMs) return 'nothing'
      pingedAt = now
      return 'ping'
    },
  }
}
