// The terminal's picture of `hooklens listen`: everything it knows to the lines of a screen. Pure.

import { chosenRow, isFailure, type ListenModel, type Row } from './listen-model.ts'
import { columnsFor, rowLine } from './listen-rows.ts'
import { cellsOf, cut, harmless, type Paint, type Style } from './terminal-text.ts'

export interface Screen {
  readonly columns: number
  readonly lines: number
}

/** At most as many lines as the screen has, none wider than it. */
export function screenLines(
  model: ListenModel,
  { columns, lines }: Screen,
  paint: Paint,
  now: number,
): readonly string[] {
  const header = headerLines(model, columns, paint)
  const footer = footerLines(model, columns, paint, now)
  // On a small screen the latest requests and the status matter most.
  const shownHeader = header.slice(0, Math.max(0, lines - footer.length - 4))
  const room = Math.max(0, lines - shownHeader.length - footer.length)
  const middle = model.isHelp
    ? helpLines(paint).slice(0, room)
    : rowLines(model, columns, room, paint, now)
  const filled = [...middle, ...Array<string>(Math.max(0, room - middle.length)).fill('')]
  return [...shownHeader, ...filled, ...footer].slice(-lines)
}

/** The status in words, as it stands at the foot of the screen. */
export function statusText(model: ListenModel, now: number): string {
  const { connection, catchUp, isPaused, isEnding, rows } = model
  const running = rows.filter(({ outcome }) => !outcome).length
  if (isEnding) {
    return running > 0
      ? `Finishing ${count(running, 'delivery', 'deliveries')}. Ctrl-C again stops at once.`
      : 'Stopping.'
  }
  switch (connection.type) {
    case 'connecting':
      return 'Connecting'
    case 'waiting': {
      const seconds = Math.max(1, Math.ceil((connection.retryAt - now) / 1000))
      return `Reconnecting in ${seconds} s. ${connection.why}`
    }
    case 'refused':
      return connection.message
    case 'connected':
      if (isPaused) return 'Paused: new requests wait at the server'
      if (catchUp) return `Catching up: ${catchUp.done} of ${catchUp.total}`
      return 'Connected'
  }
}

function headerLines(model: ListenModel, columns: number, paint: Paint): string[] {
  const { bin, captureUrl, inspectUrl, targets } = model
  const line = (label: string, text: string, style: Style) =>
    ` ${paint('dim', label.padEnd(8))} ${paint(style, cut(harmless(text), columns - 10))}`
  return [
    line('Capture', captureUrl || `bin ${bin}`, 'bold'),
    ...(inspectUrl ? [line('Inspect', inspectUrl, 'cyan')] : []),
    ...targets.map(({ filter, url }, index) =>
      line(index === 0 ? 'To' : '', filter ? `${url}  for ${filter}` : url, 'bold'),
    ),
    '',
  ]
}

function rowLines(
  model: ListenModel,
  columns: number,
  room: number,
  paint: Paint,
  now: number,
): string[] {
  const { rows, selected, captureUrl } = model
  if (rows.length === 0) {
    return captureUrl
      ? [` ${cut('Nothing yet. Requests to the capture URL appear here.', columns - 1)}`]
      : []
  }
  // The selected row stays in view; without one, the latest does.
  const at = rows.findIndex(({ id }) => id === selected)
  const last =
    at < 0 ? rows.length : Math.min(rows.length, Math.max(at + 1, at + Math.ceil(room / 2)))
  const shown = rows.slice(Math.max(0, last - room), last)
  const widths = columnsFor(shown, columns - 2)
  return shown.map((row) => {
    const isSelected = row.id === selected
    return `${isSelected ? paint('bold', '› ') : '  '}${rowLine(row, widths, paint, now)}`
  })
}

function footerLines(model: ListenModel, columns: number, paint: Paint, now: number): string[] {
  const { connection, delivered, failed, isPaused, isEnding } = model
  const isWell = connection.type === 'connected' && !isPaused && !isEnding
  const glyph = isWell ? '●' : connection.type === 'refused' ? '✕' : '○'
  const style: Style = isWell ? 'green' : 'yellow'
  const counts =
    delivered > 0 ? ` · ${delivered} delivered${failed > 0 ? `, ${failed} failed` : ''}` : ''
  const status = harmless(statusText(model, now) + counts)
  const detail = detailOf(model)
  return [
    paint('dim', detail === '' ? '' : ` ${cut(harmless(detail), columns - 1)}`),
    ` ${paint(style, glyph)} ${cut(status, columns - 3)}`,
    ` ${paint('dim', cut(keysFor(columns), columns - 1))}`,
  ]
}

/** One sentence about what keys would act upon, or what a key has just done. */
function detailOf(model: ListenModel): string {
  if (model.notice) return model.notice
  const row = chosenRow(model)
  if (!row?.outcome) return ''
  if (row.outcome.type === 'error') return `#${row.seq}: ${row.outcome.message}`
  const isTold = model.selected !== undefined || isFailure(row.outcome)
  return isTold ? `#${row.seq}: ${answerOf(row)} from ${row.url}` : ''
}

function answerOf({ outcome }: Row): string {
  if (outcome?.type !== 'response') return ''
  return `${outcome.status} ${outcome.statusText}`.trim()
}

const longKeys = 'r replay  ↑↓ select  ⏎ replay selected  o open  p pause  ? help  q quit'
const shortKeys = 'r replay  ↑↓ ⏎  o open  p pause  ? help  q quit'

function keysFor(columns: number): string {
  return cellsOf(longKeys) < columns ? longKeys : shortKeys
}

function helpLines(paint: Paint): string[] {
  return [
    ['r', 'replay the latest request'],
    ['↑ ↓', 'select a request'],
    ['Enter', 'replay the selected request'],
    ['o', 'open the selected request, or the bin, in the browser'],
    ['p', 'pause, and go on'],
    ['q', 'quit when running deliveries are answered; Ctrl-C twice quits at once'],
    ['?', 'close this help'],
  ].map(([key = '', what = '']) => `   ${paint('bold', key.padEnd(7))}${what}`)
}

function count(n: number, one: string, many: string): string {
  return `${n} ${n === 1 ? one : many}`
}
