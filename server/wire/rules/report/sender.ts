// What one sender did over all its events: the numbers, without the words.

import type { GapVerdict } from '../../judge-gaps.ts'
import type { RetrySchedule } from '../../providers.ts'
import { isSuccess } from './answers.ts'
import { type ReadEvent, retriesOf } from './attempts.ts'
import { median } from './levels.ts'
import { outcomeOf } from './outcome.ts'
import { honouringOf, ownBackoff } from './own-gaps.ts'
import { countRedirects } from './redirects.ts'
import type {
  AttemptReport,
  EventReport,
  GapSpread,
  GivesUp,
  Outcome,
  OutcomeCounts,
  Reaction,
  SenderReport,
  Spread,
} from './retry-report.ts'

export interface SenderFacts {
  readonly provider: SenderReport['provider']
  readonly schedule: RetrySchedule | null
  /** The newest first. */
  readonly events: readonly ReadEvent[]
  readonly now: number
}

export interface SenderNumbers extends Omit<SenderReport, 'summary' | 'remarks'> {
  /** How many addresses its events came from. */
  readonly addresses: number
  /** Events without an id whose body another one had that had succeeded. */
  readonly likeSucceeded: number
  readonly changesAt: number | null
}

/** Nobody reads on, and each sender of one event that never gives up has thousands. */
const mostGaps = 100

/** So many events are looked at in one turn: about a millisecond. */
const eventsPerTurn = 100

export async function countSender(
  { provider, schedule, events, now }: SenderFacts,
  takeTurn: () => Promise<void>,
): Promise<SenderNumbers> {
  const retryAfter = honouringOf(events)
  await takeTurn()
  const backoff = ownBackoff(events, retryAfter?.honours)
  await takeTurn()
  const gaps = gapsOf(events)
  const longestMs = gaps.map(({ mostMs }) => mostMs)
  const told: EventReport[] = []
  let changesAt: number | null = null
  for (const [index, event] of events.entries()) {
    if (index % eventsPerTurn === 0) await takeTurn()
    const ended = outcomeOf({ ...event, backoff, schedule, longestMs, now })
    told.push(tellEvent(event, ended.outcome))
    const { changesAt: at = null } = ended
    changesAt = at === null || (changesAt !== null && changesAt < at) ? changesAt : at
  }
  await takeTurn()
  const attempts = events.flatMap((event) => event.attempts)
  const gaveUp = attempts.flatMap(({ gaveUpAfterMs }) => gaveUpAfterMs ?? [])
  const reactions = reactionsOf(events)
  await takeTurn()
  return {
    provider,
    attempts: attempts.length,
    outcomes: countOutcomes(told),
    gaps: gaps.slice(0, mostGaps),
    backoff: backoff ?? null,
    reactions,
    retryAfter: retryAfter ?? null,
    redirects: countRedirects(attempts.map(({ redirect }) => redirect)) ?? null,
    timeout: gaveUp.length === 0 ? null : { ...spreadOf(gaveUp), times: gaveUp.length },
    longestWaitMs: most(
      attempts.map(({ waitMs, gaveUpAfterMs }) => (gaveUpAfterMs === null ? (waitMs ?? 0) : 0)),
    ),
    givesUp: givesUpOf(told),
    mostAttempts: most(told.map((event) => event.attempts.length)),
    duplicates: told.reduce((sum, { outcome }) => sum + duplicatesOf(outcome), 0),
    documented: schedule && { schedule, verdicts: countVerdicts(attempts) },
    eventCount: told.length,
    events: told,
    addresses: new Set(events.flatMap(({ requests }) => requests[0]?.remoteAddress ?? [])).size,
    likeSucceeded: countLikeSucceeded(events),
    changesAt,
  }
}

function tellEvent({ knownBy, requests, attempts }: ReadEvent, outcome: Outcome): EventReport {
  const [first] = requests
  return {
    name: first?.provider?.event ?? null,
    id: first?.provider?.deliveryId ?? null,
    method: first?.method ?? '',
    path: first?.path ?? '',
    knownBy,
    attemptCount: attempts.length,
    attempts,
    outcome,
  }
}

function gapsOf(events: readonly ReadEvent[]): readonly GapSpread[] {
  const byAttempt: { readonly all: number[]; fromStart: number }[] = []
  for (const event of events) {
    for (const [index, { pauseMs, gapMs }] of retriesOf(event).entries()) {
      const ms = pauseMs ?? gapMs
      if (ms === null) continue
      const gaps = byAttempt[index - 1] ?? { all: [], fromStart: 0 }
      byAttempt[index - 1] = gaps
      gaps.all.push(ms)
      if (pauseMs === null) gaps.fromStart += 1
    }
  }
  return byAttempt.map(({ all, fromStart }, index) => ({
    attempt: index + 2,
    gaps: all.length,
    fromStart,
    ...spreadOf(all),
  }))
}

function reactionsOf(events: readonly ReadEvent[]): readonly Reaction[] {
  const counts = new Map<string, { answer: string; times: number; retried: number }>()
  for (const { attempts } of events) {
    for (const [index, { answer }] of attempts.entries()) {
      const count = counts.get(answer) ?? { answer, times: 0, retried: 0 }
      counts.set(answer, count)
      count.times += 1
      if (index < attempts.length - 1) count.retried += 1
    }
  }
  return [...counts.values()].sort((one, other) => other.times - one.times)
}

function givesUpOf(events: readonly EventReport[]): GivesUp | null {
  const given = events.filter(({ outcome }) => outcome.type === 'gave-up')
  if (given.length === 0) return null
  const counts = given.map(({ attempts }) => attempts.length)
  return {
    events: given.length,
    leastAttempts: counts.reduce((least, count) => Math.min(least, count)),
    mostAttempts: most(counts),
    span: spreadOf(
      given.map(({ attempts }) => (attempts.at(-1)?.at ?? 0) - (attempts[0]?.at ?? 0)),
    ),
  }
}

function countLikeSucceeded(events: readonly ReadEvent[]): number {
  const succeeded = new Set<string>()
  let count = 0
  for (const { knownBy, requests } of events.toReversed()) {
    const [first] = requests
    if (!first || knownBy === 'id') continue
    const key = JSON.stringify([first.method, first.path, first.body.sha256])
    if (succeeded.has(key)) count += 1
    if (requests.some(({ response }) => isSuccess(response))) succeeded.add(key)
  }
  return count
}

function countOutcomes(events: readonly EventReport[]): OutcomeCounts {
  const count = (type: Outcome['type']) =>
    events.reduce((sum, { outcome }) => sum + (outcome.type === type ? 1 : 0), 0)
  return {
    succeeded: count('succeeded'),
    stopped: count('stopped'),
    gaveUp: count('gave-up'),
    open: count('open'),
  }
}

function countVerdicts(
  attempts: readonly AttemptReport[],
): Readonly<Partial<Record<GapVerdict, number>>> {
  const counts: Partial<Record<GapVerdict, number>> = {}
  for (const { verdict } of attempts) {
    if (verdict) counts[verdict] = (counts[verdict] ?? 0) + 1
  }
  return counts
}

function duplicatesOf(outcome: Outcome): number {
  return outcome.type === 'succeeded' ? outcome.duplicates : 0
}

/** Of at least one. */
function spreadOf(all: readonly number[]): Spread {
  const sorted = all.toSorted((a, b) => a - b)
  return { leastMs: sorted[0] ?? 0, medianMs: median(sorted), mostMs: sorted.at(-1) ?? 0 }
}

/** 0 of none. Spreading thousands of arguments would fail. */
function most(all: readonly number[]): number {
  return all.reduce((kept, one) => Math.max(kept, one), 0)
}
