// A live subscriber for tests: the product's own client, with a way to wait for what it must deliver.

import { onTestFinished } from 'vitest'
import {
  connectLive,
  type LiveClient,
  type LiveOptions,
  type LiveState,
} from '../../server/client/live.ts'
import type { MintedBin } from '../../server/wire/bins.ts'
import type { BinEvent, RefusedReason } from '../../server/wire/live.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import type { TestServer } from './server.ts'

type OtherEvent = Exclude<BinEvent, { type: 'captured' }>

export interface TestSubscriber {
  readonly client: LiveClient
  /** Every request delivered so far, in the order delivered. */
  readonly requests: readonly RequestSummary[]
  readonly events: readonly OtherEvent[]
  /** Resolves with the first `count` requests once that many were delivered. */
  take(count: number): Promise<readonly RequestSummary[]>
  /** Resolves with the first event of this type, or the next if it has not come yet. */
  event<Type extends OtherEvent['type']>(type: Type): Promise<Extract<OtherEvent, { type: Type }>>
  /** Resolves with what `look` finds among the events so far, once it finds something. */
  until<T>(look: (events: readonly OtherEvent[]) => T | undefined): Promise<T>
  refused(): Promise<RefusedReason>
  /** Resolves when the client is in this state. */
  stateIs(type: LiveState['type']): Promise<void>
  /** Resolves when the server has confirmed the subscription. */
  subscribed(): Promise<void>
  /** How often the stream had to be completed over REST. */
  readonly gaps: number
}

/** Subscribes from `after` on and reconnects like the inspector does. Closed when the test is over. */
export function subscribeTo(
  server: Pick<TestServer, 'url' | 'api'>,
  bin: Pick<MintedBin, 'id' | 'ownerKey'>,
  { after = 0, ...overrides }: { after?: number } & Partial<LiveOptions> = {},
): TestSubscriber {
  const requests: RequestSummary[] = []
  const events: OtherEvent[] = []
  const refusals: RefusedReason[] = []
  let stateType: LiveState['type'] = 'connecting'
  let confirmations = 0
  let gaps = 0
  const waiters = new Set<() => void>()
  const wake = () => {
    for (const waiter of waiters) waiter()
  }
  const client = connectLive({
    url: `${server.url.replace('http', 'ws')}/api/live`,
    ...overrides,
    onState: (state) => {
      overrides.onState?.(state)
      stateType = state.type
      wake()
    },
    fetchFrom: (_bin, _key, from) => {
      gaps += 1
      return fetchFrom(server, bin, from)
    },
  })
  onTestFinished(() => client.close())
  client.subscribe(
    bin.id,
    { key: bin.ownerKey, after },
    {
      onRequests: (fresh) => {
        requests.push(...fresh)
        wake()
      },
      onEvent: (event) => {
        events.push(event)
        wake()
      },
      onSubscribed: () => {
        confirmations += 1
        wake()
      },
      onRefused: (reason) => {
        refusals.push(reason)
        wake()
      },
    },
  )

  function until<T>(look: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = () => {
        const found = look()
        if (found === undefined) return
        waiters.delete(check)
        resolve(found)
      }
      waiters.add(check)
      check()
    })
  }

  return {
    client,
    requests,
    events,
    take: (count) => until(() => (requests.length >= count ? requests.slice(0, count) : undefined)),
    event: (type) =>
      until(
        () =>
          // The comparison makes it one of that type.
          events.find((event) => event.type === type) as
            | Extract<OtherEvent, { type: typeof type }>
            | undefined,
      ),
    until: (look) => until(() => look(events)),
    refused: () => until(() => refusals[0]),
    stateIs: (type) =>
      until(() => (stateType === type ? (true as const) : undefined)).then(() => {}),
    subscribed: () => until(() => (confirmations > 0 ? (true as const) : undefined)).then(() => {}),
    get gaps() {
      return gaps
    },
  }
}

/** All summaries from `from` on, page by page over REST. */
export async function fetchFrom(
  server: Pick<TestServer, 'api'>,
  bin: Pick<MintedBin, 'id' | 'ownerKey'>,
  from: number,
): Promise<readonly RequestSummary[]> {
  const found: RequestSummary[] = []
  for (let after: number | null = from - 1; after !== null; ) {
    const response = await server.api(bin.ownerKey).api.bins[':bin'].requests.$get({
      param: { bin: bin.id },
      query: { after: String(after), limit: '500', order: 'asc' },
    })
    if (!response.ok) throw new Error(`Listing answered ${response.status}.`)
    const page: { readonly requests: readonly RequestSummary[]; readonly next: number | null } =
      await response.json()
    found.push(...page.requests)
    after = page.next
  }
  return found
}
