// How a replay to the target in the field would go, asked of the server as the target settles and as relays come and go.

import { computed, effect, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import { ApiError } from '../../server/client/api.ts'
import type { DeliveryWay } from '../../server/wire/deliveries.ts'
import type { RelayInfo, WayChoice } from '../../server/wire/relay.ts'
import { parseTarget } from '../../server/wire/targets.ts'
import type { DeliveryApi } from '../delivery-api.ts'

/** `denied`: nobody is to send there. */
export type FoundWay = WayChoice | { readonly type: 'denied'; readonly message: string }

export interface Way {
  /** Undefined while it is not known. */
  readonly choice: ReadonlySignal<FoundWay | undefined>
  /** Whether a connected relay was started for the target. */
  readonly hasRelay: ReadonlySignal<boolean>
  /** Named by the user; undefined leaves it to the server. */
  readonly wanted: Signal<DeliveryWay | undefined>
  close(): void
}

export interface WayDeps {
  readonly api: Pick<DeliveryApi, 'findWay'>
  readonly target: ReadonlySignal<string>
  readonly relays: ReadonlySignal<readonly RelayInfo[]>
}

/** A look-up of a name for every key typed would be too many. */
const settlesAfterMs = 250

export function createWay({ api, target, relays }: WayDeps): Way {
  const choice = signal<FoundWay | undefined>(undefined)
  const wanted = signal<DeliveryWay | undefined>(undefined)
  const origin = computed(() => originOf(target.value))
  const hasRelay = computed(
    () =>
      origin.value !== undefined &&
      relays.value.some(({ targets }) => targets.some((text) => originOf(text) === origin.value)),
  )

  let isFirst = true

  const stop = effect(() => {
    const asked = origin.value
    const via = hasRelay.value ? wanted.value : undefined
    if (asked === undefined) {
      choice.value = undefined
      return
    }
    const end = new AbortController()
    // What is remembered is nobody's typing.
    const waitMs = isFirst ? 0 : settlesAfterMs
    isFirst = false
    const timer = setTimeout(() => {
      api.findWay(asked, via, end.signal).then(
        (found) => {
          if (!end.signal.aborted) choice.value = found
        },
        (error: unknown) => {
          if (end.signal.aborted) return
          const isDenied = error instanceof ApiError && error.code === 'target-denied'
          // Of all else, sending says what is wrong.
          choice.value = isDenied ? { type: 'denied', message: error.message } : undefined
        },
      )
    }, waitMs)
    return () => {
      clearTimeout(timer)
      end.abort()
    }
  })

  return { choice, hasRelay, wanted, close: stop }
}

/** Relays serve origins, and so the path does not matter. */
function originOf(text: string): string | undefined {
  const parsed = parseTarget(text)
  if (parsed.type === 'bad') return undefined
  return `${parsed.target.protocol}//${parsed.target.host}`
}
