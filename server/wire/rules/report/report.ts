// Reads from a bin's requests what their senders did when a rule answered them (R3). Pure; long work is done in turns.

import type { Seq } from '../../ids.ts'
import type { ProviderInfo } from '../../providers.ts'
import type { RequestSummary } from '../../requests.ts'
import { settlesAt, soFar } from './answers.ts'
import { type ReadEvent, type RetryAfterOf, reportAttempts } from './attempts.ts'
import { groupAttempts } from './group.ts'
import { findFollows, type RedirectOf, redirectSeen } from './redirects.ts'
import type { RetryReport } from './retry-report.ts'
import { countSender } from './sender.ts'
import { subjectOf } from './subject.ts'
import { remarksOn, summaryOf } from './words.ts'

export interface ReportFacts {
  readonly rule: RetryReport['rule']
  /** In the order they came. */
  readonly requests: readonly RequestSummary[]
  readonly after: Seq
  readonly hasOlder: boolean
  readonly now: number
  readonly findProvider: (id: string) => Pick<ProviderInfo, 'label' | 'retries'> | undefined
  readonly retryAfterOf: RetryAfterOf
  readonly redirectOf: RedirectOf
  /** The id that its sender gives an event, where a request of no known provider carries one. */
  readonly idOf: (request: RequestSummary) => string | undefined
}

/** So many events are read in one turn: about a millisecond. */
const eventsPerTurn = 100

export async function reportRetries(
  facts: ReportFacts,
  takeTurn: () => Promise<void>,
): Promise<RetryReport> {
  const { rule, after, hasOlder, now, findProvider, retryAfterOf, redirectOf, idOf } = facts
  const requests = facts.requests.map((request) => soFar(request, now))
  const isToldToWait = (request: RequestSummary) => retryAfterOf(request) !== undefined
  await takeTurn()
  const follows = findFollows(requests, redirectOf)
  // They are no attempts of their own.
  const following = new Set([...follows.values()].map(({ seq }) => seq))
  const tries = requests.filter(({ seq }) => !following.has(seq))
  const all = await groupAttempts(tries, { idOf, isToldToWait }, takeTurn)
  const groups = all.filter((group) =>
    group.requests.some(({ response }) => subjectOf(response) === rule.id),
  )

  const senders = new Map<string, ReadEvent[]>()
  for (const [index, { knownBy, requests }] of groups.toReversed().entries()) {
    if (index % eventsPerTurn === 0) await takeTurn()
    const provider = requests[0]?.provider?.id ?? ''
    const schedule = findProvider(provider)?.retries ?? null
    const attempts = reportAttempts(requests, schedule, retryAfterOf, (request) =>
      redirectSeen(request, redirectOf, follows),
    )
    const event = { knownBy, requests, attempts }
    const events = senders.get(provider)
    if (events) events.push(event)
    else senders.set(provider, [event])
  }

  const reports = []
  for (const [id, events] of senders) {
    await takeTurn()
    const known = findProvider(id)
    const label = known?.label ?? events[0]?.requests[0]?.provider?.label
    const provider = label === undefined ? null : { id, label }
    const schedule = known?.retries ?? null
    reports.push(await countSender({ provider, schedule, events, now }, takeTurn))
  }
  const changes = [
    ...reports.flatMap(({ changesAt }) => changesAt ?? []),
    // Where a connection is held for as long as it may be, it is told by an event that it is no more.
    ...facts.requests.flatMap((request) => settlesAt(request) ?? []).filter((at) => at > now),
  ]
  return {
    rule,
    at: now,
    after,
    hasOlder,
    changesAt: changes.reduce<number | null>((least, at) => Math.min(least ?? at, at), null),
    senders: reports
      .sort((one, other) => other.attempts - one.attempts)
      .map(({ changesAt: _, addresses, likeSucceeded, ...sender }) => ({
        ...sender,
        summary: summaryOf(sender),
        remarks: remarksOn({ ...sender, addresses, likeSucceeded }),
      })),
  }
}
