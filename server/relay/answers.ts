// Senders that wait for a relay's answer to their request (D9): who is asked, and what ends the waiting.

import type { BinId, Seq } from '../wire/ids.ts'
import type { RelayReport } from '../wire/relay.ts'
import type { HeaderPair, PassThroughRecord } from '../wire/requests.ts'
import type { ConnectedRelay } from './registry.ts'

/** What became of asking; without an answer, `record` says why. */
export type Passed =
  | {
      readonly type: 'answer'
      readonly status: number
      readonly headers: readonly HeaderPair[]
      readonly body: Uint8Array
      readonly record: PassThroughRecord
    }
  | { readonly type: 'none'; readonly record: PassThroughRecord }

export interface Answers {
  /** Asks before the relay is given the request, right after its commit. Never rejects. */
  ask(relay: ConnectedRelay, seq: Seq, timeoutMs: number, signal: AbortSignal): Promise<Passed>
  /** The relay is about to be given the request: how long somebody waits for its answer, if anybody does. */
  offered(relay: ConnectedRelay, seq: Seq, delivery: string): number | undefined
  /** The relay's filters leave out what was not offered so far. */
  passed(relay: ConnectedRelay, upTo: Seq): void
  take(bin: BinId, report: RelayReport, body: Uint8Array): void
  onLeave(relay: ConnectedRelay): void
}

interface Waiting {
  readonly relay: ConnectedRelay
  readonly seq: Seq
  readonly deadline: number
  delivery: string | undefined
  readonly end: (passed: Passed) => void
}

export function createAnswers({ now }: { readonly now: () => number }): Answers {
  const waiting = new Map<ConnectedRelay, Map<Seq, Waiting>>()

  function endWhere(
    relay: ConnectedRelay,
    isMeant: (one: Waiting) => boolean,
    passed: Passed,
  ): void {
    for (const one of [...(waiting.get(relay)?.values() ?? [])]) if (isMeant(one)) one.end(passed)
  }

  const isUnoffered = (upTo: Seq) => (one: Waiting) => !one.delivery && one.seq <= upTo

  return {
    ask(relay, seq, timeoutMs, signal) {
      return new Promise((resolve) => {
        const end = (passed: Passed) => {
          clearTimeout(timer)
          signal.removeEventListener('abort', hangUp)
          const others = waiting.get(relay)
          others?.delete(seq)
          if (others?.size === 0) waiting.delete(relay)
          resolve(passed)
        }
        const hangUp = () => end(none('failed', 'The sender hung up before an answer came.'))
        const timer = setTimeout(() => end(none('too-late', tooLate(relay, timeoutMs))), timeoutMs)
        signal.addEventListener('abort', hangUp)
        const others = waiting.get(relay) ?? new Map<Seq, Waiting>()
        waiting.set(relay, others)
        others.set(seq, { relay, seq, deadline: now() + timeoutMs, delivery: undefined, end })
        if (signal.aborted) hangUp()
      })
    },
    offered(relay, seq, delivery) {
      endWhere(relay, isUnoffered(seq - 1), leftOut)
      const one = waiting.get(relay)?.get(seq)
      if (!one) return undefined
      one.delivery = delivery
      return Math.max(0, one.deadline - now())
    },
    passed(relay, upTo) {
      endWhere(relay, isUnoffered(upTo), leftOut)
    },
    take(bin, report, body) {
      for (const [relay, others] of waiting) {
        const one = relay.bin === bin ? others.get(report.seq) : undefined
        if (one && one.delivery === report.id) return one.end(answerOf(report, body))
      }
    },
    onLeave(relay) {
      endWhere(
        relay,
        () => true,
        none('failed', `The relay to ${relay.targets[0]} was lost, so the bin answered.`),
      )
    },
  }
}

const leftOut = none(
  'no-relay',
  "The connected relay's filters leave this request out, so the bin answered.",
)

function answerOf({ outcome, target, timings }: RelayReport, body: Uint8Array): Passed {
  if (outcome.type === 'error') return none('failed', `${outcome.message} So the bin answered.`)
  const { status, headers } = outcome
  // A response of its own connection, or cut short, is none that can be passed on.
  if (status < 200 || status > 599) {
    return none('failed', `${target} answered ${status}, which cannot be passed on.`)
  }
  if (outcome.body.size > body.length) {
    return none('failed', `${target} answered more than can be passed on, so the bin answered.`)
  }
  const detail = `${target} answered ${status} after ${Math.round(timings.totalMs)} ms.`
  return { type: 'answer', status, headers, body, record: { outcome: 'answered', detail } }
}

function none(outcome: PassThroughRecord['outcome'], detail: string): Passed {
  return { type: 'none', record: { outcome, detail } }
}

function tooLate({ targets }: ConnectedRelay, timeoutMs: number): string {
  return `No answer came from ${targets[0]} within ${timeoutMs / 1000} s, so the bin answered.`
}
