// What senders did when a rule answered them, over REST: as JSON, CSV or Markdown (R3).

import { z } from '@hono/zod-openapi'
import { reportAsCsv } from '../exports/report-csv.ts'
import { reportAsMarkdown } from '../exports/report-markdown.ts'
import { providerOf } from '../providers/index.ts'
import type { BinRecord } from '../store/store.ts'
import type { Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import { reportRetries } from '../wire/rules/report/report.ts'
import type { RetryReport } from '../wire/rules/report/retry-report.ts'
import { defaultRuleId, subjectOf } from '../wire/rules/report/subject.ts'
import { titleOf } from '../wire/rules/title.ts'
import { askedFor } from './answered-with.ts'
import {
  binParams,
  binRoute,
  failures,
  newRouter,
  type Services,
  throwNotFound,
} from './context.ts'
import { eventIdOf } from './event-id.ts'
import { redirectsOf } from './redirects.ts'
import { retryReportSchema } from './report-schema.ts'
import { countText } from './schemas.ts'

/** The newest so many requests are looked at. */
const mostRequests = 10_000
const pageSize = 500
/** Headers of so many requests are read in one turn: a few milliseconds. */
const headersPerTurn = 50

/** Listed one by one unless more are asked for. */
const fewEvents = 100
/** Of one event, except in a file of lines: a sender that never gives up makes thousands. */
const fewAttempts = 200
/** About a millisecond's work. */
const charsPerTurn = 50_000

const formats = ['json', 'csv', 'markdown'] as const

const report = binRoute({
  method: 'get',
  path: '/bins/{bin}/rules/{rule}/report',
  summary: 'What senders did when a rule answered them: attempts, gaps, and what they kept to.',
  request: {
    params: binParams.extend({
      rule: z.string().openapi({
        description: `The rule's id; '${defaultRuleId}' for what answers when no rule does.`,
      }),
    }),
    query: z.strictObject({
      format: z
        .enum(formats)
        .default('json')
        .openapi({ default: 'json', description: 'csv: a line an attempt. markdown: to paste.' }),
      after: countText().optional().openapi({
        description: "Only requests above this seq; a rule's `after` is where its turns began.",
      }),
      events: countText({ least: 1, most: mostRequests })
        .optional()
        .openapi({
          description: `So many events of each sender one by one, the newest, with their first ${fewAttempts} attempts; default ${fewEvents}. Of csv all events and attempts.`,
        }),
    }),
  },
  responses: {
    200: {
      description: `The report, on the newest ${mostRequests} requests of the bin.`,
      content: {
        'application/json': { schema: retryReportSchema },
        'text/csv': { schema: z.string() },
        'text/markdown': { schema: z.string() },
      },
    },
    ...failures(400, 401, 403, 404),
  },
})

export function reportRoutes(services: Services) {
  const { store, now, takeTurn } = services

  async function makeReport(
    bin: BinRecord,
    rule: string,
    after: Seq,
    origin: string,
  ): Promise<RetryReport> {
    const { requests, hasOlder } = await newest(bin, after)
    const ids = await eventIds(bin, requests)
    const asked = await askedFor(store, bin.id, requests, takeTurn)
    const redirects = await redirectsOf(store, bin.id, requests, asked, origin)
    return await reportRetries(
      {
        rule: { id: rule, name: await nameOfRule(bin, rule, requests) },
        ...{ requests, after, hasOlder, now: now() },
        findProvider: (id) => {
          const provider = providerOf(id)
          return provider && { label: provider.label, retries: provider.retries ?? null }
        },
        retryAfterOf: ({ seq }) => asked.get(seq)?.retryAfter,
        redirectOf: ({ seq }) => redirects.get(seq),
        idOf: ({ seq }) => ids.get(seq),
      },
      takeTurn,
    )
  }

  /** In the order they came. */
  async function newest({ id }: BinRecord, after: Seq) {
    const requests: RequestSummary[] = []
    let before: Seq | null = Number.MAX_SAFE_INTEGER
    while (before !== null && requests.length < mostRequests) {
      const limit = Math.min(pageSize, mostRequests - requests.length)
      const page = await store.listRequests(id, { after, before, limit, order: 'desc' })
      requests.push(...page.requests)
      before = page.next
      await takeTurn()
    }
    const [oldest] = requests.reverse()
    const left = before === null || !oldest ? [] : await olderThan(id, oldest.seq, after)
    return { requests, hasOlder: left.length > 0 }
  }

  async function olderThan(bin: BinRecord['id'], before: Seq, after: Seq) {
    return (await store.listRequests(bin, { after, before, limit: 1, order: 'desc' })).requests
  }

  /** Of senders that nobody knows: their summaries do not tell. */
  async function eventIds({ id }: BinRecord, requests: readonly RequestSummary[]) {
    const ids = new Map<Seq, string>()
    const unknown = requests.filter(({ provider }) => provider === null)
    for (const [index, { seq }] of unknown.entries()) {
      if (index % headersPerTurn === 0) await takeTurn()
      const eventId = eventIdOf((await store.getRequest(id, seq))?.headers ?? [])
      if (eventId !== undefined) ids.set(seq, eventId)
    }
    return ids
  }

  /** A rule that was deleted still has the name that requests know it by. */
  async function nameOfRule(
    { id }: BinRecord,
    rule: string,
    requests: readonly RequestSummary[],
  ): Promise<string> {
    if (rule === defaultRuleId) return 'The default answer'
    const set = await store.getRules(id)
    const held = set?.rules.find((one) => one.id === rule)
    if (held) return titleOf(held)
    const told = requests.findLast(({ response }) => subjectOf(response) === rule)
    return told?.response?.rule?.name ?? throwNotFound('such rule')
  }

  return newRouter().openapi(report, async (c) => {
    const { bin } = c.var
    const { rule } = c.req.valid('param')
    const { format, after = 0, events } = c.req.valid('query')
    const origin = services.publicUrl ?? new URL(c.req.url).origin
    const whole = await makeReport(bin, rule, after, origin)
    // A file of lines takes all; what is read at one go is bounded.
    const isLines = format === 'csv'
    const made =
      isLines && events === undefined ? whole : withNewest(whole, events ?? fewEvents, isLines)
    switch (format) {
      case 'json':
        return c.json(made, 200)
      case 'csv':
        return c.body(await inTurns(reportAsCsv(made), takeTurn), 200, {
          'Content-Type': 'text/csv; charset=utf-8',
          'Content-Disposition': `attachment; filename="${bin.id}-retries.csv"`,
          'X-Content-Type-Options': 'nosniff',
        })
      case 'markdown':
        return c.body(reportAsMarkdown(made), 200, {
          'Content-Type': 'text/markdown; charset=utf-8',
          'X-Content-Type-Options': 'nosniff',
        })
    }
  })
}

function withNewest(report: RetryReport, most: number, isWhole: boolean): RetryReport {
  const senders = report.senders.map((sender) => {
    const events = sender.events.slice(0, most)
    if (isWhole) return { ...sender, events }
    const cut = events.map((event) => ({
      ...event,
      attempts: event.attempts.slice(0, fewAttempts),
    }))
    return { ...sender, events: cut }
  })
  return { ...report, senders }
}

async function inTurns(pieces: Iterable<string>, takeTurn: () => Promise<void>): Promise<string> {
  let text = ''
  let written = 0
  for (const piece of pieces) {
    text += piece
    written += piece.length
    if (written < charsPerTurn) continue
    written = 0
    await takeTurn()
  }
  return text
}
