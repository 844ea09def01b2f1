// One aligned line for each delivery: time, number, method, path, event, status and how long it took.

import { isFailure, type Row } from './listen-model.ts'
import { cellsOf, fit, harmless, type Paint, type Style } from './terminal-text.ts'

/** Cells of the columns that differ from one terminal and one set of rows to another; 0 leaves a column out. */
export interface Columns {
  readonly time: number
  readonly seq: number
  readonly method: number
  readonly path: number
  readonly event: number
  readonly status: number
}

/** For lines that stand alone, as in a file: wide enough for most. */
export const loneColumns: Columns = {
  time: 8,
  seq: 5,
  method: 6,
  path: 32,
  event: 24,
  status: 7,
}

const msCells = 7
const noteCells = 6

/** The columns of these rows in so many cells; what has no room goes, the event first and the time next. */
export function columnsFor(rows: readonly Row[], cells: number): Columns {
  const longest = (texts: readonly string[], least: number, most: number) =>
    Math.min(most, Math.max(least, ...texts.map(cellsOf)))
  const seq = longest(rows.map(seqOf), 3, 9)
  const method = longest(
    rows.map((row) => row.method),
    4,
    8,
  )
  const status = longest(
    rows.map((row) => statusOf(row)[0]),
    3,
    12,
  )
  const fixed = seq + 2 + method + 2 + 2 + status + 1 + msCells + 2 + noteCells
  const events = rows.map((row) => harmless(row.event))
  const event = cells >= 80 ? longest(events, 0, 28) : 0
  const time = cells >= 60 ? 8 : 0
  const gaps = (event > 0 ? 2 : 0) + (time > 0 ? 2 : 0)
  const room = Math.max(8, cells - fixed - event - time - gaps)
  const paths = rows.map((row) => harmless(row.path))
  return { time, seq, method, path: longest(paths, 8, room), event, status }
}

export function rowLine(row: Row, columns: Columns, paint: Paint, now: number): string {
  const { time, seq, method, path, event } = columns
  const [status, style] = statusOf(row)
  const parts = [
    time > 0 ? paint('dim', fit(clockTime(row.at), time)) : '',
    paint('dim', seqOf(row).padStart(seq)),
    fit(harmless(row.method), method),
    fit(harmless(row.path), path),
    event > 0 ? paint('cyan', fit(harmless(row.event), event)) : '',
    `${paint(style, fit(status, columns.status))} ${msOf(row, now).padStart(msCells)}`,
    paint('dim', noteOf(row)),
  ]
  return parts
    .filter((part) => part !== '')
    .join('  ')
    .trimEnd()
}

/** What stands where a status would, in few letters. */
function statusOf({ outcome }: Row): readonly [string, Style] {
  if (!outcome) return ['…', 'dim']
  if (outcome.type === 'error') return [outcome.code, 'red']
  const { status } = outcome
  if (!isFailure(outcome)) return [String(status), status >= 300 ? 'cyan' : 'green']
  return [String(status), status >= 500 ? 'red' : 'yellow']
}

function msOf({ outcome, ms, at }: Row, now: number): string {
  return inTime(outcome ? ms : Math.max(0, now - at))
}

function inTime(ms: number): string {
  if (ms < 10_000) return `${Math.round(ms)} ms`
  return ms < 120_000 ? `${Math.round(ms / 1000)} s` : `${Math.round(ms / 60_000)} min`
}

function noteOf({ isRepeat, isReplay }: Row): string {
  if (isRepeat) return 'repeat'
  return isReplay ? 'replay' : ''
}

function seqOf({ seq }: Row): string {
  return `#${seq}`
}

/** In the machine's own time zone. */
export function clockTime(at: number): string {
  const date = new Date(at)
  return [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':')
}
