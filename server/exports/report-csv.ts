// A report on retries as CSV (RFC 4180): a line an attempt, for spreadsheets and scripts.

import type {
  AttemptReport,
  EventReport,
  RetryReport,
  SenderReport,
} from '../wire/rules/report/retry-report.ts'

interface Line {
  readonly sender: SenderReport
  readonly event: EventReport
  readonly index: number
  readonly attempt: AttemptReport
}

type Cell = string | number | boolean | null

const columns: readonly (readonly [name: string, cell: (line: Line) => Cell])[] = [
  ['sender', ({ sender }) => sender.provider?.label ?? ''],
  ['event', ({ event }) => event.name],
  ['event_id', ({ event }) => event.id],
  ['method', ({ event }) => event.method],
  ['path', ({ event }) => event.path],
  ['attempt', ({ index }) => index + 1],
  ['attempts', ({ event }) => event.attemptCount],
  ['seq', ({ attempt }) => attempt.seq],
  ['time', ({ attempt }) => new Date(attempt.at).toISOString()],
  ['answer', ({ attempt }) => attempt.answer],
  ['status', ({ attempt }) => attempt.status],
  ['answered_by', ({ attempt }) => attempt.rule?.name ?? attempt.by],
  ['step', ({ attempt }) => attempt.rule?.step ?? null],
  ['gap_ms', ({ attempt }) => attempt.gapMs],
  ['pause_ms', ({ attempt }) => rounded(attempt.pauseMs)],
  ['gave_up_waiting_after_ms', ({ attempt }) => attempt.gaveUpAfterMs],
  ['retry_after', ({ attempt }) => attempt.retryAfter?.value ?? null],
  ['retry_after_ms', ({ attempt }) => rounded(attempt.retryAfter?.ms)],
  ['honoured', ({ attempt }) => attempt.retryAfter?.isHonoured ?? null],
  ['later_than_asked_ms', ({ attempt }) => rounded(attempt.retryAfter?.lateMs)],
  ['location', ({ attempt }) => attempt.redirect?.location ?? null],
  ['followed', ({ attempt }) => attempt.redirect?.followed ?? null],
  ['documented', ({ attempt }) => attempt.verdict],
  ['outcome', ({ event }) => event.outcome.type],
]

export function* reportAsCsv({ senders }: RetryReport): Generator<string> {
  yield lineOf(columns.map(([name]) => name))
  for (const sender of senders) {
    for (const event of sender.events) {
      for (const [index, attempt] of event.attempts.entries()) {
        const line = { sender, event, index, attempt }
        yield lineOf(columns.map(([, cell]) => cell(line)))
      }
    }
  }
}

function lineOf(cells: readonly Cell[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/** What begins like a formula is kept from being one: spreadsheets run those of any file. https://owasp.org/www-community/attacks/CSV_Injection */
export function csvCell(cell: Cell): string {
  if (typeof cell !== 'string') return cell === null ? '' : String(cell)
  const text = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

function rounded(ms: number | null | undefined): number | null {
  return ms === null || ms === undefined ? null : Math.round(ms)
}
