// Makes one delivery on the user's own machine: route, request target, headers, and the one attempt to send (D1, D8).
// Never through a proxy, and never to an origin that the relay was not started for.

import { fixedAddresses, lookUp } from '../../delivery/addresses.ts'
import { explainFailure } from '../../delivery/explain-failure.ts'
import { type Sent, send } from '../../delivery/send.ts'
import {
  type DeliveryErrorCode,
  defaultDeliveryTimeoutMs,
  deliveryHeader,
  keptResponseBytes,
} from '../../wire/deliveries.ts'
import { outgoingHeaders } from '../../wire/outgoing-headers.ts'
import { mostPassedBytes, type RelayDeliver, type RelayReport } from '../../wire/relay.ts'
import type { HeaderPair } from '../../wire/requests.ts'
import { joinTarget, parseTarget, type Target, urlOf } from '../../wire/targets.ts'
import { pickRoute, type Route, routeOfOrigin } from './routes.ts'

export interface DelivererOptions {
  readonly routes: readonly Route[]
  /** Take any certificate of the targets. */
  readonly insecure: boolean
  readonly now: () => number
  readonly lookup?: (hostname: string) => Promise<readonly string[]>
}

export interface Delivered {
  readonly report: RelayReport
  /** All of the answer where a sender waits for it, else what is kept. */
  readonly body: Uint8Array
}

export interface Deliverer {
  /** Never rejects: a failure is an outcome. */
  deliver(
    delivery: RelayDeliver,
    body: Uint8Array,
    options: { readonly isRepeat: boolean; readonly signal: AbortSignal },
  ): Promise<Delivered>
}

interface Place {
  readonly target: Target
  /** As the report names it. */
  readonly text: string
}

export function createDeliverer(options: DelivererOptions): Deliverer {
  const { routes, insecure, now, lookup = lookUp } = options

  function placeOf(delivery: RelayDeliver, body: Uint8Array): Place | string {
    const { replay, request } = delivery
    if (!replay) {
      const route = pickRoute(routes, request, body)
      return route ? { target: route.target, text: route.url } : 'No --map takes this request.'
    }
    const parsed = parseTarget(replay.target)
    if (parsed.type === 'bad') return parsed.message
    if (routeOfOrigin(routes, parsed.target)) return { target: parsed.target, text: replay.target }
    const given = [...new Set(routes.map(({ url }) => url))].join(', ')
    return `This relay was started for ${given} and connects to nothing else.`
  }

  async function addressesOf({ hostname }: Target): Promise<readonly string[]> {
    return fixedAddresses(hostname) ?? (await lookup(hostname))
  }

  return {
    async deliver(delivery, body, { isRepeat, signal }) {
      const { id, request, replay } = delivery
      const createdAt = now()
      const startedAt = performance.now()
      const elapsedMs = () => Math.round((performance.now() - startedAt) * 100) / 100
      const unsent = (code: DeliveryErrorCode, message: string): Sent => ({
        outcome: { type: 'error', code, message },
        timings: { dnsMs: null, connectMs: null, firstByteMs: null, totalMs: elapsedMs() },
        body: new Uint8Array(),
      })
      const report = (text: string, url: string, head: Head, sent: Sent): Delivered => ({
        report: {
          id,
          seq: request.seq,
          createdAt,
          target: text,
          request: { method: request.method, url, headers: head.headers, bodySize: body.length },
          dropped: head.dropped,
          outcome: sent.outcome,
          timings: sent.timings,
          ...(isRepeat ? { repeat: true } : {}),
        },
        body: sent.body,
      })

      const place = placeOf(delivery, body)
      if (typeof place === 'string') {
        const asked = replay?.target ?? routes[0]?.url ?? ''
        return report(asked, asked, nothingSent, unsent('denied', place))
      }
      const { target, text } = place
      const path = joinTarget(target, replay?.exact ? undefined : request)
      const url = urlOf(target, path)
      const head = headOf(delivery, body, target, isRepeat)
      let addresses: readonly string[]
      try {
        addresses = await addressesOf(target)
      } catch (error) {
        const failure = explainFailure(error, target)
        return report(text, url, head, unsent(failure.code, failure.message))
      }
      if (signal.aborted) {
        return report(text, url, head, unsent('cancelled', 'The delivery was cancelled.'))
      }
      const outgoing = { method: request.method, path, headers: head.headers, body }
      const sent = await send(outgoing, {
        target,
        addresses,
        timeoutMs: replay?.timeoutMs ?? defaultDeliveryTimeoutMs,
        signal,
        startedAt,
        dnsMs: fixedAddresses(target.hostname) ? null : elapsedMs(),
        keptBytes: delivery.answerWithinMs === undefined ? keptResponseBytes : mostPassedBytes,
        insecure,
      })
      return report(text, url, head, sent)
    },
  }
}

type Head = ReturnType<typeof outgoingHeaders>

const nothingSent: Head = { headers: [], dropped: [] }

function headOf(
  { id, request, replay }: RelayDeliver,
  body: Uint8Array,
  target: Target,
  isRepeat: boolean,
): Head {
  const mark: readonly HeaderPair[] = replay?.unmarked
    ? []
    : [[deliveryHeader, isRepeat ? `${id}; repeat` : id]]
  const { headers, trailers } = request
  return outgoingHeaders({ headers, trailers, bodySize: body.length }, target.host, mark)
}
