// What `hooklens listen` writes where nobody watches: a line for each delivery and change of state, as text or JSON.

import type { RelayEvent } from '../relay/client/relay.ts'
import type { ListenModel } from './listen-model.ts'
import { clockTime, loneColumns, rowLine } from './listen-rows.ts'
import { harmless, plain } from './terminal-text.ts'

/** Lines for an event, given what was known before and after it. */
export type Describe = (
  event: RelayEvent,
  before: ListenModel,
  after: ListenModel,
  now: number,
) => readonly string[]

export const plainLines: Describe = (event, before, after, now) => {
  const said = (text: string) => [`${clockTime(now)}  ${harmless(text)}`]
  switch (event.type) {
    case 'welcome': {
      const header = before.captureUrl === '' ? headerOf(after) : []
      const waiting = after.catchUp ? ` Catching up on ${requests(after.catchUp.total)}.` : ''
      return [...header, ...said(`Connected.${waiting} ${after.notice}`.trim())]
    }
    case 'connection': {
      const { connection } = event
      if (connection.type !== 'waiting') return []
      return before.lastFailure === connection.why
        ? []
        : said(`${connection.why} Trying again until it works.`)
    }
    case 'ended': {
      const row = after.rows.find(({ id }) => id === event.report.id)
      if (!row || event.isKnown) return []
      const { outcome } = event.report
      const line = rowLine(row, loneColumns, plain, now)
      return outcome.type === 'error' ? [line, `          ${harmless(outcome.message)}`] : [line]
    }
    case 'done':
      return before.catchUp && !after.catchUp
        ? said(`Caught up on ${requests(before.catchUp.total)}.`)
        : []
    case 'started':
      return []
  }
}

export const jsonLines: Describe = (event, before, after, now) => {
  // The line that scripts wait for is the first, however long it takes to connect.
  const isReady = before.captureUrl !== ''
  switch (event.type) {
    case 'welcome': {
      const { bin, captureUrl, inspectUrl, targets, catchUp } = after
      const { missed } = event.welcome
      const ready = { type: 'ready', bin, captureUrl, inspectUrl, target: targets[0]?.url }
      const state = { state: 'connected', waiting: catchUp?.total ?? 0, missed }
      return [...(isReady ? [] : [JSON.stringify(ready)]), stateLine(state, now)]
    }
    case 'connection': {
      const { connection } = event
      if (!isReady || connection.type === 'connected') return []
      if (connection.type === 'connecting') return [stateLine({ state: 'connecting' }, now)]
      if (connection.type === 'refused') {
        const { reason, message } = connection
        return [stateLine({ state: 'refused', reason, message }, now)]
      }
      const { why, retryAt } = connection
      return [stateLine({ state: 'reconnecting', inMs: Math.round(retryAt - now), why }, now)]
    }
    case 'done':
      return before.catchUp && !after.catchUp
        ? [stateLine({ state: 'caught-up', requests: before.catchUp.total }, now)]
        : []
    case 'ended':
      return event.isKnown ? [] : [deliveryLine(event)]
    case 'started':
      return []
  }
}

function deliveryLine({ delivery, report }: Extract<RelayEvent, { type: 'ended' }>): string {
  const { id, seq, createdAt, target, request, outcome, timings, repeat } = report
  const { path, query, provider } = delivery.request
  const result =
    outcome.type === 'response'
      ? { status: outcome.status }
      : { error: { code: outcome.code, message: outcome.message } }
  return JSON.stringify({
    type: 'delivery',
    at: new Date(createdAt).toISOString(),
    id,
    seq,
    kind: delivery.kind,
    method: request.method,
    path,
    query,
    provider: provider?.id ?? null,
    event: provider?.event ?? null,
    target,
    url: request.url,
    ...result,
    ms: timings.totalMs,
    repeat: repeat ?? false,
  })
}

function stateLine(state: Readonly<Record<string, unknown>>, now: number): string {
  return JSON.stringify({ type: 'state', at: new Date(now).toISOString(), ...state })
}

function headerOf({ captureUrl, inspectUrl, targets }: ListenModel): string[] {
  return [
    `Capture  ${captureUrl}`,
    `Inspect  ${inspectUrl}`,
    ...targets.map(
      ({ filter, url }, index) =>
        `${index === 0 ? 'To     ' : '       '}  ${filter ? `${url}  for ${harmless(filter)}` : url}`,
    ),
    '',
  ]
}

function requests(n: number): string {
  return `${n} ${n === 1 ? 'request' : 'requests'}`
}
