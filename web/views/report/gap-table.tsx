// The gaps before each attempt, over all events of a sender.

import { gap } from '../../../server/wire/durations.ts'
import type { SenderReport } from '../../../server/wire/rules/report/retry-report.ts'

/** As many as the plot has. */
const mostShown = 12

export function GapTable({ gaps }: Pick<SenderReport, 'gaps'>) {
  const left = gaps.length - mostShown
  return (
    <table class="report-table">
      <thead>
        <tr>
          <th scope="col">Before attempt</th>
          <th scope="col">Shortest</th>
          <th scope="col">Median</th>
          <th scope="col">Longest</th>
          <th scope="col">Of</th>
        </tr>
      </thead>
      <tbody>
        {gaps.slice(0, mostShown).map(({ attempt, gaps, leastMs, medianMs, mostMs }) => (
          <tr key={attempt}>
            <th scope="row">{attempt}</th>
            <td>{gap(leastMs)}</td>
            <td>{gap(medianMs)}</td>
            <td>{gap(mostMs)}</td>
            <td>{gaps.toLocaleString('en')}</td>
          </tr>
        ))}
        {left > 0 && (
          <tr>
            <td colSpan={5}>and {left} more</td>
          </tr>
        )}
      </tbody>
    </table>
  )
}
