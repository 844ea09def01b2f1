// What `hooklens listen` knows and shows, and how each event changes it. Pure: no terminal, no clock.

import type { RelayConnection, RelayEvent } from '../relay/client/relay.ts'
import { assertNever } from '../wire/assert-never.ts'
import type { DeliveryOutcome } from '../wire/deliveries.ts'
import type { Seq } from '../wire/ids.ts'
import type { RelayDeliver, RelayReport } from '../wire/relay.ts'

/** One delivery. */
export interface Row {
  readonly id: string
  readonly seq: Seq
  /** When it began, Unix time in milliseconds. */
  readonly at: number
  readonly method: string
  /** Path and query below the bin, raw. */
  readonly path: string
  /** The provider's event, or the provider where it names none. */
  readonly event: string
  readonly isReplay: boolean
  readonly isRepeat: boolean
  /** Undefined while the target has not answered. */
  readonly outcome: DeliveryOutcome | undefined
  readonly ms: number
  /** What it was sent to. */
  readonly url: string
}

export interface CatchUp {
  readonly from: Seq
  readonly total: number
  readonly done: number
}

export interface ListenModel {
  readonly bin: string
  /** Empty until the server has welcomed the relay. */
  readonly captureUrl: string
  readonly inspectUrl: string
  readonly targets: readonly { readonly filter: string; readonly url: string }[]
  readonly connection: RelayConnection
  /** Why the last try to connect failed; empty once one has not. */
  readonly lastFailure: string
  readonly catchUp: CatchUp | undefined
  readonly isPaused: boolean
  readonly isEnding: boolean
  /** The latest last. */
  readonly rows: readonly Row[]
  readonly delivered: number
  readonly failed: number
  /** The id of a row. */
  readonly selected: string | undefined
  /** Said until the next key or delivery. */
  readonly notice: string
  readonly isHelp: boolean
}

export type ListenAction =
  | RelayEvent
  | { readonly type: 'paused'; readonly isPaused: boolean }
  | { readonly type: 'ending' }
  | { readonly type: 'select'; readonly by: -1 | 1 }
  | { readonly type: 'help' }
  | { readonly type: 'notice'; readonly text: string }

/** Rows beyond these are forgotten; the inspector has them all. */
const mostRows = 500

export function newListenModel(bin: string, targets: ListenModel['targets']): ListenModel {
  return {
    bin,
    captureUrl: '',
    inspectUrl: '',
    targets,
    connection: { type: 'connecting' },
    lastFailure: '',
    catchUp: undefined,
    isPaused: false,
    isEnding: false,
    rows: [],
    delivered: 0,
    failed: 0,
    selected: undefined,
    notice: '',
    isHelp: false,
  }
}

export function update(model: ListenModel, action: ListenAction, now: number): ListenModel {
  switch (action.type) {
    case 'connection': {
      const { connection } = action
      const { type } = connection
      const kept = type === 'connected' ? '' : model.lastFailure
      return { ...model, connection, lastFailure: type === 'waiting' ? connection.why : kept }
    }
    case 'welcome':
      return welcomed(model, action)
    case 'started': {
      const rows = [...model.rows, rowOf(action.delivery, action.isRepeat, now)].slice(-mostRows)
      return { ...model, rows, notice: '' }
    }
    case 'ended':
      return ended(model, action, now)
    case 'done':
      return { ...model, catchUp: advanced(model.catchUp, action.upTo) }
    case 'paused':
      return { ...model, isPaused: action.isPaused, notice: '' }
    case 'ending':
      return { ...model, isEnding: true, notice: '' }
    case 'select':
      return { ...model, selected: neighbour(model, action.by), notice: '', isHelp: false }
    case 'help':
      return { ...model, isHelp: !model.isHelp, notice: '' }
    case 'notice':
      return { ...model, notice: action.text }
    default:
      return assertNever(action)
  }
}

/** The row that keys act upon: the selected one, else the latest. */
export function chosenRow({ rows, selected }: ListenModel): Row | undefined {
  return rows.find(({ id }) => id === selected) ?? rows.at(-1)
}

/** Whether the target took it: anything but a success is worth a look. */
export function isFailure(outcome: DeliveryOutcome): boolean {
  return outcome.type === 'error' || outcome.status >= 400
}

function welcomed(
  model: ListenModel,
  { welcome, isNewBin }: Extract<RelayEvent, { type: 'welcome' }>,
): ListenModel {
  const { captureUrl, inspectUrl, after, waiting, missed } = welcome
  const notices = [
    isNewBin ? 'The bin was made anew, so this begins at its beginning.' : '',
    missed > 0
      ? `${missed} undelivered ${missed === 1 ? 'request is' : 'requests are'} gone: deleted, or dropped to make room.`
      : '',
  ]
  return {
    ...model,
    captureUrl,
    inspectUrl,
    catchUp: waiting > 0 ? { from: after, total: waiting, done: 0 } : undefined,
    notice: notices.filter(Boolean).join(' '),
  }
}

function ended(
  model: ListenModel,
  { delivery, report, isKnown }: Extract<RelayEvent, { type: 'ended' }>,
  now: number,
): ListenModel {
  // An earlier process has shown it.
  if (isKnown) return model
  const at = model.rows.findLastIndex(({ id }) => id === report.id)
  const row = answered(model.rows[at] ?? rowOf(delivery, false, now), report)
  return {
    ...model,
    rows: at < 0 ? [...model.rows, row] : model.rows.with(at, row),
    delivered: model.delivered + 1,
    failed: model.failed + (isFailure(report.outcome) ? 1 : 0),
  }
}

function rowOf({ id, kind, request }: RelayDeliver, isRepeat: boolean, at: number): Row {
  const { seq, method, path, query, provider } = request
  return {
    id,
    seq,
    at,
    method,
    path: (path || '/') + (query === '' ? '' : `?${query}`),
    event: provider ? (provider.event ?? provider.label) : '',
    isReplay: kind === 'replay',
    isRepeat,
    outcome: undefined,
    ms: 0,
    url: '',
  }
}

function answered(row: Row, { outcome, timings, request }: RelayReport): Row {
  return { ...row, outcome, ms: timings.totalMs, url: request.url }
}

function advanced(catchUp: CatchUp | undefined, upTo: Seq): CatchUp | undefined {
  if (!catchUp) return undefined
  const done = Math.max(catchUp.done, upTo - catchUp.from)
  return done >= catchUp.total ? undefined : { ...catchUp, done }
}

/** Below the last row nothing is selected, and the latest is meant again. */
function neighbour({ rows, selected }: ListenModel, by: -1 | 1): string | undefined {
  const at = rows.findIndex(({ id }) => id === selected)
  const next = (at < 0 ? rows.length : at) + by
  return rows[Math.max(0, next)]?.id
}
