// One request in full: its headers, body and deliveries, each fetched when first wanted.

import type { Delivery } from '../../server/wire/deliveries.ts'
import type { Seq } from '../../server/wire/ids.ts'
import type { Attempts } from '../../server/wire/repeats.ts'
import type { CapturedRequest } from '../../server/wire/requests.ts'
import type { BinApi } from '../api.ts'
import type { OpenedRequest } from './filter-seen-opened.ts'
import { createLoader, type Loader } from './load.ts'

export interface RequestDetail {
  readonly seq: Seq
  readonly request: Loader<CapturedRequest>
  /** The bytes as they arrived. */
  readonly storedBody: Loader<Uint8Array>
  /** The bytes with their content encoding undone. */
  readonly decodedBody: Loader<Uint8Array>
  /** All attempts at its event. */
  readonly repeats: Loader<Attempts>
  readonly deliveries: Loader<readonly Delivery[]>
  /** The kept bytes of one delivery's response. */
  deliveryBody(id: string): Loader<Uint8Array>
  close(): void
}

function createRequestDetail(api: BinApi, seq: Seq): RequestDetail {
  const { abort, signal } = newAbort()
  const bodies = new Map<string, Loader<Uint8Array>>()
  const bodyLoader = (decoded: boolean) =>
    createLoader<Uint8Array>(
      (signal, onBegun) => api.getBody(seq, { decoded, onBegun }, signal),
      signal,
    )
  return {
    seq,
    request: createLoader((signal) => api.getRequest(seq, signal), signal),
    storedBody: bodyLoader(false),
    decodedBody: bodyLoader(true),
    repeats: createLoader((signal) => api.listRepeats(seq, signal), signal),
    deliveries: createLoader((signal) => api.listDeliveries(seq, signal), signal),
    deliveryBody(id) {
      const known = bodies.get(id)
      if (known) return known
      const loader = createLoader(
        async (signal) => fromBase64((await api.getDelivery(id, signal)).bodyBase64),
        signal,
      )
      bodies.set(id, loader)
      return loader
    },
    close: abort,
  }
}

function newAbort() {
  const controller = new AbortController()
  return { signal: controller.signal, abort: () => controller.abort() }
}

export function fromBase64(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0))
}

export interface DetailCache {
  get(seq: Seq): RequestDetail
  /** The detail of `seq`, if it is at hand: for what changes while nobody looks. */
  peek(seq: Seq): RequestDetail | undefined
  /** What was fetched of those opened last, the last one first. */
  atHand(): readonly OpenedRequest[]
  close(): void
}

const kept = 12

/** Keeps the last few details, so that stepping back and forth costs nothing. */
export function createDetailCache(api: BinApi): DetailCache {
  const details = new Map<Seq, RequestDetail>()
  return {
    get(seq) {
      const detail = details.get(seq) ?? createRequestDetail(api, seq)
      details.delete(seq)
      details.set(seq, detail)
      for (const [oldest, stale] of details) {
        if (details.size <= kept) break
        details.delete(oldest)
        stale.close()
      }
      return detail
    },
    peek: (seq) => details.get(seq),
    atHand: () =>
      [...details.values()].reverse().map(({ request, decodedBody, storedBody }) => {
        const found = loaded(request)
        const isEncoded = found?.body.contentEncoding != null
        const body = loaded(decodedBody) ?? (isEncoded ? undefined : loaded(storedBody))
        return { headers: found?.headers, body }
      }),
    close() {
      for (const detail of details.values()) detail.close()
    },
  }
}

function loaded<T>(loader: Loader<T>): T | undefined {
  const state = loader.state.peek()
  return state.type === 'loaded' ? state.value : undefined
}
