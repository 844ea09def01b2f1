// Counts requests over time.

import type Database from 'better-sqlite3'
import { bucketStart, createHistogram, type Timeline, widthFor } from '../../wire/timeline.ts'
import {
  badStatus,
  badVerdicts,
  type RequestTone,
  warnStatus,
  warnVerdicts,
} from '../../wire/tones.ts'
import type { Store } from '../store.ts'
import type { FilterChecks } from './filter-checks.ts'
import { toSql } from './filter-sql.ts'
import { number } from './parameters.ts'
import type { RequestFinder } from './requests.ts'
import { answer, signature } from './rows.ts'
import type { Walker } from './slices.ts'

export type Timelines = Pick<Store, 'countRequests'>

interface CountRow {
  /** Buckets since 1970. */
  readonly bucket: number
  readonly tone: RequestTone
  readonly count: number
}

const verdict = `json_extract(${signature}, '$.verdict')`
const status = `json_extract(${answer}, '$.status')`

const isBroken = `json_extract(${answer}, '$.end') IS NOT NULL OR json_extract(${answer}, '$.gaveUpAfterMs') IS NOT NULL`

/** What `toneOf` says, in the order of what costs least. */
const tone = `CASE
  WHEN r.state <> 'complete' OR ${status} IS NULL OR ${status} >= ${badStatus} THEN 'bad'
  WHEN ${signature} IS NULL THEN iif(${status} >= ${warnStatus} OR ${isBroken}, 'warn', 'ok')
  WHEN ${verdict} IN (${quoted(badVerdicts)}) THEN 'bad'
  WHEN ${status} >= ${warnStatus} OR ${isBroken} OR ${verdict} IN (${quoted(warnVerdicts)})
    THEN 'warn'
  ELSE 'ok' END`

export function createTimelines(
  db: Database.Database,
  finder: RequestFinder,
  walk: Walker,
  filterChecks: FilterChecks,
): Timelines {
  return {
    async countRequests(id, { buckets, from, to, filter, ...options }) {
      const { where, parameters, checks, readsBody } = toSql(filter?.check ?? { type: 'all' })
      const count = db.prepare<number[], CountRow>(
        `SELECT CAST(floor(r.received_at / ${number}) AS INTEGER) AS bucket, ${tone} AS tone,
            count(*) AS count
          FROM requests r LEFT JOIN marks m USING (bin_no, seq)
          WHERE r.bin_no = ${number} AND r.seq BETWEEN ${number} AND ${number}
            AND r.received_at >= ${number} AND r.received_at < ${number} AND ${where}
          GROUP BY bucket, tone`,
      )
      const histogram = createHistogram(
        buckets,
        from === undefined || to === undefined ? undefined : widthFor(from, to - 1, buckets),
      )
      const lastSeq = finder.findBin(id)?.last_seq ?? 0
      const before = Math.min(options.before ?? Number.MAX_SAFE_INTEGER, lastSeq + 1)
      const how = { ...options, before, order: 'desc', readsBody } as const
      const next = await walk(
        id,
        { ...how, hasRegex: filter?.hasRegex ?? false },
        ({ binNo, first, last }) => {
          const { bucketMs } = histogram
          const span = [from ?? 0, to ?? Number.MAX_SAFE_INTEGER]
          const rows = filterChecks.during(checks, () =>
            count.all(bucketMs, binNo, first, last, ...span, ...parameters),
          )
          for (const { bucket, tone, count } of rows) histogram.add(bucket * bucketMs, tone, count)
          return undefined
        },
      )
      const { bucketMs } = histogram
      const counts = histogram.counts()
      return { ...edges(counts, bucketMs, from, to), bucketMs, counts, upTo: before - 1, next }
    },
  }
}

function edges(
  counts: Timeline['counts'],
  bucketMs: number,
  from: number | undefined,
  to: number | undefined,
): Pick<Timeline, 'from' | 'to'> {
  const first = from ?? counts[0]?.at ?? to ?? 0
  const last = counts.at(-1)
  const end = to ?? (last ? last.at + bucketMs : first)
  return {
    from: bucketStart(first, bucketMs),
    to: Math.ceil(end / bucketMs) * bucketMs,
  }
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `'${word}'`).join(', ')
}
