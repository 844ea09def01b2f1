// Deletes bins that nobody uses any more, once at the start and then every minute (C6).

import type { Log } from './log.ts'
import type { Store } from './store/store.ts'
import type { BinId } from './wire/ids.ts'

export interface ExpiryOptions {
  readonly store: Pick<Store, 'expireBins'>
  /** Since a bin's last use; null means never. */
  readonly expireAfterMs: number | null
  readonly now: () => number
  /** For whoever still looks at it. */
  readonly onExpired: (bin: BinId) => void
  readonly log: Log
  readonly onFailure: (error: unknown) => void
}

export interface Expiry {
  /** Resolves when the first round is done. */
  start(): Promise<void>
  stop(): void
}

const intervalMs = 60_000

export function createExpiry(options: ExpiryOptions): Expiry {
  const { store, expireAfterMs, now, onExpired, log, onFailure } = options
  let timer: ReturnType<typeof setInterval> | undefined

  async function expire(): Promise<void> {
    if (expireAfterMs === null) return
    const expired = await store.expireBins(now() - expireAfterMs)
    expired.forEach(onExpired)
    if (expired.length > 0) log.info('Deleted bins that nobody used.', { bins: expired.length })
  }

  return {
    async start() {
      await expire()
      timer = setInterval(() => expire().catch(onFailure), intervalMs)
      timer.unref()
    },
    stop: () => clearInterval(timer),
  }
}
