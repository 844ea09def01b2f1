// A report on retries as Markdown, to paste where one writes about it.

import { gap } from '../wire/durations.ts'
import { outcomeText, redirectText, retryAfterText } from '../wire/rules/report/cells.ts'
import type { EventReport, RetryReport, SenderReport } from '../wire/rules/report/retry-report.ts'

/** More than anyone reads. */
const mostEvents = 20

export function reportAsMarkdown({ rule, at, hasOlder, senders }: RetryReport): string {
  const title = `## How senders tried again: ${textOf(rule.name)}`
  const parts =
    senders.length === 0
      ? ['No request was answered by it.']
      : senders.flatMap((sender) => partsOf(sender, senders.length > 1))
  const note = hasOlder ? ' Older requests were not looked at.' : ''
  return `${[title, ...parts, `_As of ${new Date(at).toISOString()}.${note}_`].join('\n\n')}\n`
}

function partsOf(sender: SenderReport, hasOthers: boolean): readonly string[] {
  const { provider, summary, remarks, gaps, reactions, events } = sender
  const shown = events.slice(0, mostEvents)
  return [
    ...(hasOthers ? [`### ${textOf(provider?.label ?? 'Unknown senders')}`] : []),
    `**${textOf(summary)}**`,
    ...(remarks.length > 0 ? [remarks.map((remark) => `- ${textOf(remark)}`).join('\n')] : []),
    ...(gaps.length > 0
      ? [
          table(
            ['Before attempt', 'Gaps', 'Shortest', 'Median', 'Longest'],
            gaps.map(({ attempt, gaps, leastMs, medianMs, mostMs }) =>
              [attempt, gaps, gap(leastMs), gap(medianMs), gap(mostMs)].map(String),
            ),
          ),
        ]
      : []),
    table(
      ['Answer', 'Times', 'Tried again'],
      reactions.map(({ answer, times, retried }) => [answer, String(times), String(retried)]),
    ),
    ...shown.map(eventPart),
    ...(sender.eventCount > shown.length
      ? [`${sender.eventCount - shown.length} more events.`]
      : []),
  ]
}

function eventPart(event: EventReport): string {
  const { name, id, method, path, attempts, attemptCount, outcome } = event
  const about = [name, id, `${method} ${path || '/'}`].filter((one) => one !== null).map(textOf)
  const rows = attempts.map(({ seq, at, answer, pauseMs, gapMs, retryAfter, redirect }) => [
    `#${seq}`,
    new Date(at).toISOString(),
    pauseMs === null ? (gapMs === null ? '' : gap(gapMs)) : gap(pauseMs),
    redirect ? `${answer}, ${redirectText(redirect)}` : answer,
    retryAfter ? retryAfterText(retryAfter) : '',
  ])
  const head = ['Attempt', 'Time', 'Gap', 'Answer', 'Retry-After']
  const left =
    attemptCount > attempts.length ? `\n\n${attemptCount - attempts.length} more attempts.` : ''
  return `${asParagraph(about.join(' · '))}: ${outcomeText(outcome)}\n\n${table(head, rows)}${left}`
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(textOf).join(' | ')} |`
  return [line(head), `|${head.map(() => ' --- |').join('')}`, ...rows.map(line)].join('\n')
}

/** What others sent stays text: no markup, no line or cell of its own. */
function textOf(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_[\]<>|]|&(?=#?\w+;)/g, '\\$&')
}

/** Whatever it begins with: no heading, list or rule. */
function asParagraph(text: string): string {
  return text.trimStart().replace(/^[#+=~-]|(?<=^\d{1,9})[.)]/, '\\$&')
}
