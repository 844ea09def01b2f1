// What `hooklens rules` prints: the rules as a table, and how senders tried again.

import { gap } from '../wire/durations.ts'
import { answerText } from '../wire/rules/report/answers.ts'
import { outcomeText } from '../wire/rules/report/cells.ts'
import type { EventReport, RetryReport, SenderReport } from '../wire/rules/report/retry-report.ts'
import { nameOf, type Rule, type RuleResponse, type Rules, stepsOf } from '../wire/rules/rules.ts'
import { tableOf } from './table.ts'
import { cut, harmless } from './terminal-text.ts'

export function rulesText({ rules, default: last }: Rules): string {
  const rows = [
    ...rules.map((rule, index) => [
      String(index + 1),
      rule.id,
      cut(harmless(nameOf(rule)), 40),
      cut(harmless(rule.when || 'every request'), 40),
      answersOf(rule),
      rule.off ? 'off' : '',
    ]),
    ['', 'default', '', 'what no rule takes', last ? stepText(last) : '200 {"ok":true}', ''],
  ]
  return `${tableOf(['', 'id', 'name', 'when', 'then', ''], rows).join('\n')}\n`
}

function answersOf(rule: Rule): string {
  const { per = 'bin', loop = false } = rule
  const steps = stepsOf(rule)
  const text = steps.map(stepText).join(', ')
  const how = [loop && 'over and over', steps.length > 1 && per !== 'bin' && `per ${per}`]
  return [cut(text, 50), ...how].filter(Boolean).join(', ')
}

function stepText({ status = 200, end = 'normal', delayMs, chance = 1 }: RuleResponse): string {
  const isSilent = end === 'hang' || end === 'reset'
  const answer = answerText({
    ...{ status: isSilent ? null : status, by: 'rule', ms: 0 },
    ...(end !== 'normal' && { end }),
  })
  const late = typeof delayMs === 'number' ? delayMs : delayMs?.[1]
  const how = [late && `after ${gap(late)}`, chance < 1 && `${Math.round(chance * 100)} %`]
  return [answer, ...how].filter(Boolean).join(' ')
}

/** More would scroll the sentence away; JSON has all. */
const mostEvents = 20

export function reportText({ rule, hasOlder, senders }: RetryReport): string {
  const title = `How senders tried again: ${harmless(rule.name)} (${rule.id})`
  if (senders.length === 0) return `${title}\n\n  No request was answered by it.\n`
  const parts = senders.map((sender) => senderText(sender, senders.length > 1))
  const note = hasOlder ? '\nOnly the newest requests were looked at.\n' : ''
  return `${title}\n\n${parts.join('\n')}${note}`
}

function senderText(sender: SenderReport, hasOthers: boolean): string {
  const { provider, summary, remarks, gaps, reactions, events } = sender
  const left = sender.eventCount - mostEvents
  const name = provider ? harmless(provider.label) : 'Unknown senders'
  const lines = [
    ...(hasOthers ? [name] : []),
    `  ${harmless(summary)}`,
    ...remarks.map((remark) => `  - ${harmless(remark)}`),
    ...(gaps.length > 0
      ? [
          '',
          ...tableOf(
            ['before attempt', 'gaps', 'shortest', 'median', 'longest'],
            gaps.map(({ attempt, gaps, leastMs, medianMs, mostMs }) =>
              [attempt, gaps, gap(leastMs), gap(medianMs), gap(mostMs)].map(String),
            ),
          ),
        ]
      : []),
    '',
    ...tableOf(
      ['answer', 'times', 'tried again'],
      reactions.map(({ answer, times, retried }) => [answer, times, retried].map(String)),
    ),
    '',
    ...tableOf(['event', 'answers', 'gaps', 'outcome'], events.slice(0, mostEvents).map(eventRow)),
    ...(left > 0 ? [`  and ${left} more`] : []),
    '',
  ]
  return lines.join('\n')
}

function eventRow({ name, id, method, path, attempts, outcome }: EventReport): readonly string[] {
  const about = name ?? `${method} ${path || '/'}`
  const which = id ?? `#${attempts[0]?.seq}`
  const gaps = attempts.flatMap(({ pauseMs, gapMs }) => pauseMs ?? gapMs ?? [])
  return [
    cut(harmless(`${about} ${which}`), 40),
    cut(attempts.map(({ answer }) => answer).join(', '), 40),
    cut(gaps.map(gap).join(', '), 40),
    outcomeText(outcome),
  ]
}
