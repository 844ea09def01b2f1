// Senders that wait for a relay's answer to their request (D9): who is asked, and what ends the waiting.

import type { PassedAnswer } from '../wire/answers.ts'
import type { Seq } from '../wire/ids.ts'
import type { RelayReport } from '../wire/relay.ts'
import type { PassThroughRecord } from '../wire/requests.ts'
import type { ConnectedRelay } from './registry.ts'

export interface Answers {
  /** Asks before the relay is given the request, right after its commit. Never rejects. */
  ask(
    relay: ConnectedRelay,
    seq: Seq,
    timeoutMs: number,
    signal: AbortSignal,
  ): Promise<PassedAnswer>
  /** The relay is about to be given the request: how long somebody waits for its answer, if anybody does. */
  offered(relay: ConnectedRelay, seq: Seq): number | undefined
  /** The relay's filters leave out what was not offered so far. */
  passed(relay: ConnectedRelay, upTo: Seq): void
  /** The relay tells what came of a request it was offered. */
  take(relay: ConnectedRelay, report: RelayReport, body: Uint8Array): void
  onLeave(relay: ConnectedRelay): void
}

interface Waiting {
  readonly seq: Seq
  readonly deadline: number
  isOffered: boolean
  readonly end: (passed: PassedAnswer) => void
}

export function createAnswers({ now }: { readonly now: () => number }): Answers {
  const waiting = new Map<ConnectedRelay, Map<Seq, Waiting>>()
  /** How far each relay has been offered requests: with many at once, one may be offered before it is asked about. */
  const offeredUpTo = new WeakMap<ConnectedRelay, Seq>()

  function endWhere(
    relay: ConnectedRelay,
    isMeant: (one: Waiting) => boolean,
    passed: PassedAnswer,
  ): void {
    for (const one of [...(waiting.get(relay)?.values() ?? [])]) if (isMeant(one)) one.end(passed)
  }

  const isUnoffered = (upTo: Seq) => (one: Waiting) => !one.isOffered && one.seq <= upTo

  return {
    ask(relay, seq, timeoutMs, signal) {
      return new Promise((resolve) => {
        const end = (passed: PassedAnswer) => {
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
        const isOffered = seq <= (offeredUpTo.get(relay) ?? 0)
        others.set(seq, { seq, deadline: now() + timeoutMs, isOffered, end })
        if (signal.aborted) hangUp()
      })
    },
    offered(relay, seq) {
      offeredUpTo.set(relay, seq)
      endWhere(relay, isUnoffered(seq - 1), leftOut)
      const one = waiting.get(relay)?.get(seq)
      if (!one) return undefined
      one.isOffered = true
      return Math.max(0, one.deadline - now())
    },
    passed(relay, upTo) {
      offeredUpTo.set(relay, upTo)
      endWhere(relay, isUnoffered(upTo), leftOut)
    },
    take(relay, report, body) {
      waiting.get(relay)?.get(report.seq)?.end(answerOf(report, body))
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

function answerOf({ outcome, target, timings }: RelayReport, body: Uint8Array): PassedAnswer {
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
  return {
    type: 'answer',
    answer: { status, headers, body },
    record: { outcome: 'answered', detail },
  }
}

function none(outcome: PassThroughRecord['outcome'], detail: string): PassedAnswer {
  return { type: 'none', record: { outcome, detail } }
}

function tooLate({ targets }: ConnectedRelay, timeoutMs: number): string {
  return `No answer came from ${targets[0]} within ${timeoutMs / 1000} s, so the bin answered.`
}
