// The part of the REST API that reports how senders tried again.

import { createApiClient } from '../server/client/api.ts'
import type { BinId, Seq } from '../server/wire/ids.ts'
import type { RetryReport } from '../server/wire/rules/report/retry-report.ts'
import { settle } from './api.ts'

export interface ReportScope {
  /** Only requests above this one. */
  readonly after: Seq
}

export interface ReportApi {
  /** With so many events of each sender one by one, the newest. */
  get(scope: ReportScope & { readonly events: number }): Promise<RetryReport>
  text(format: 'csv' | 'markdown' | 'json', scope: ReportScope): Promise<string>
}

/** All there can be. */
const mostEvents = '10000'

export function createReportApi(origin: string, bin: BinId, key: string, rule: string): ReportApi {
  const route = createApiClient(origin, key).api.bins[':bin'].rules[':rule'].report
  const param = { bin, rule }
  return {
    async get({ after, events }) {
      const query = { after: String(after), events: String(events) }
      const answer = await settle(route.$get({ param, query }))
      return (await answer.json()) as RetryReport // As no other format was asked for.
    },
    async text(format, { after }) {
      const query = { format, after: String(after), events: mostEvents }
      const answer = await settle(route.$get({ param, query }))
      return await answer.text()
    },
  }
}
