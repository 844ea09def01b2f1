// The gaps of a report as the plot of gaps takes them: medians, beside what their sender documents.

import { type GapVerdict, toleranceMs } from '../../server/wire/judge-gaps.ts'
import type { SenderReport } from '../../server/wire/rules/report/retry-report.ts'
import type { PlottedGaps } from './backoff-plot.ts'

export function plottedGaps({
  gaps,
  documented,
}: Pick<SenderReport, 'gaps' | 'documented'>): PlottedGaps {
  const documentedMs = documented?.schedule.delays.map((seconds) => seconds * 1000) ?? []
  return {
    gaps: gaps.map(({ attempt, medianMs, leastMs, mostMs }) => {
      const expectedMs = documentedMs[attempt - 2]
      return {
        ms: medianMs,
        leastMs,
        mostMs,
        missing: 0,
        verdict: verdictOf(medianMs, expectedMs),
        ...(expectedMs !== undefined && { documentedMs: expectedMs }),
      }
    }),
    aheadMs: documentedMs.slice(gaps.length),
  }
}

function verdictOf(ms: number, documentedMs: number | undefined): GapVerdict {
  if (documentedMs === undefined) return 'unstated'
  const { least, most } = toleranceMs(documentedMs)
  return ms < least ? 'early' : ms > most ? 'late' : 'fits'
}
