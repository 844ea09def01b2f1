// What `hooklens replay` prints: how far a run is, and a table of what came of it.

import { groupOutcomes, type OutcomeKind } from '../wire/group-outcomes.ts'
import { doneOf, type Run, type RunWithOutcomes } from '../wire/runs.ts'
import { formatSeqs } from '../wire/seqs.ts'
import { tableOf } from './table.ts'
import { cut, harmless } from './terminal-text.ts'

/** `12 of 80: 11 ok, 1 rejected`. */
export function progressText(run: Run): string {
  if (run.total === 0) return 'Looking for the requests'
  return `${doneOf(run)} of ${run.total}${countsText(run)}`
}

export function reportText(run: RunWithOutcomes): string {
  const isRepeated = (run.options.times ?? 1) > 1
  const groups = groupOutcomes(run.outcomes)
  const rows = groups.map(({ kind, answers, outcomes }) => [
    wordsOf(kind, isRepeated),
    cut(answers, 40),
    String(outcomes.length),
    formatSeqs(
      outcomes.map(({ seq }) => seq),
      60,
    )
      .map((text, index, all) => (index === 0 ? text + (all.length > 1 ? ',…' : '') : ''))
      .join(''),
  ])
  const unsent = run.unsentReasons.map(({ seq, why }) => `  #${seq}: ${harmless(why)}`)
  const more = run.unsent - unsent.length
  return [
    headline(run),
    ...(run.detail === undefined ? [] : [harmless(run.detail)]),
    ...(rows.length > 0 ? ['', ...tableOf(['', 'answered', 'requests', 'seqs'], rows)] : []),
    ...(unsent.length > 0 ? ['', 'Not sent:', ...unsent] : []),
    ...(more > 0 ? [`  and ${more} more`] : []),
    '',
  ].join('\n')
}

export function isAllWell({ state, total, ok }: Run): boolean {
  return state === 'done' && total > 0 && ok === total
}

function headline(run: Run): string {
  const { state, total, createdAt, endedAt, options } = run
  const to = `to ${harmless(options.target)}`
  switch (state) {
    case 'done': {
      if (total === 0) return 'No request matched, so nothing was sent.'
      const seconds = (((endedAt ?? createdAt) - createdAt) / 1000).toFixed(1)
      const what = total === 1 ? '1 delivery' : `${total} deliveries`
      return `${what} ${to} in ${seconds} s${countsText(run)}`
    }
    case 'interrupted':
      return `The server stopped after ${doneOf(run)} of ${total} deliveries ${to}${countsText(run)}`
    default:
      return `${state === 'failed' ? 'Failed' : 'Cancelled'} after ${doneOf(run)} of ${total} deliveries ${to}${countsText(run)}`
  }
}

function countsText({ ok, rejected, unanswered, unsent }: Run): string {
  const counts = [
    [ok, 'ok'],
    [rejected, 'rejected'],
    [unanswered, 'unanswered'],
    [unsent, 'not sent'],
  ] as const
  const texts = counts.flatMap(([count, word]) => (count > 0 ? [`${count} ${word}`] : []))
  return texts.length > 0 ? `: ${texts.join(', ')}` : ''
}

function wordsOf(kind: OutcomeKind, isRepeated: boolean): string {
  switch (kind) {
    case 'differs':
      return 'differs'
    case 'failed':
      return isRepeated ? 'failed each time' : 'failed'
    case 'body-differs':
      return 'other body'
    default:
      return isRepeated ? 'same' : 'ok'
  }
}
