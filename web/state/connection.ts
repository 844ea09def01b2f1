// The live connection as one signal, and whether the machine is on a network at all.

import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { connectLive, type LiveClient, type LiveState } from '../../server/client/live.ts'
import type { InspectorApi } from '../api.ts'
import { listFrom } from './list-from.ts'

export type ConnectionState =
  | { readonly type: 'connecting' }
  | { readonly type: 'live' }
  | { readonly type: 'reconnecting'; readonly retryAt: number }
  | { readonly type: 'offline' }

export interface Connection {
  readonly state: ReadonlySignal<ConnectionState>
  readonly live: LiveClient
  retryNow(): void
  close(): void
}

type OnlineWindow = Pick<Window, 'addEventListener' | 'removeEventListener' | 'navigator'>

export function createConnection(
  api: InspectorApi,
  origin: string,
  window: OnlineWindow,
): Connection {
  const liveState = signal<LiveState>({ type: 'connecting' })
  const isOnline = signal(window.navigator.onLine)
  const live = connectLive({
    url: `${origin.replace(/^http/, 'ws')}/api/live`,
    onState: (state) => {
      liveState.value = state
    },
    fetchFrom: (bin, key, from) => listFrom(api.bin(bin, key), from),
  })
  const onNetwork = () => {
    isOnline.value = window.navigator.onLine
    if (isOnline.value) live.retryNow()
  }
  window.addEventListener('online', onNetwork)
  window.addEventListener('offline', onNetwork)
  return {
    live,
    state: computed(() => connectionState(liveState.value, isOnline.value)),
    retryNow: () => live.retryNow(),
    close() {
      window.removeEventListener('online', onNetwork)
      window.removeEventListener('offline', onNetwork)
      live.close()
    },
  }
}

function connectionState(live: LiveState, isOnline: boolean): ConnectionState {
  // A server on this machine is reachable without any network: only a lost connection makes "offline" true.
  if (live.type === 'waiting') {
    return isOnline ? { type: 'reconnecting', retryAt: live.retryAt } : { type: 'offline' }
  }
  return live.type === 'closed' ? { type: 'offline' } : live
}
