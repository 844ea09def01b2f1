// A sender with a known way of trying again, as the requests that a bin would hold of it: no clock, no network.

import type { AnswerRecord, RequestSummary } from '../../../server/wire/requests.ts'
import { type ReportFacts, reportRetries } from '../../../server/wire/rules/report/report.ts'
import type { SenderReport } from '../../../server/wire/rules/report/retry-report.ts'

export interface SimulatedSender {
  readonly events?: number
  /** How often it tries at most. */
  readonly most?: number
  /** How long it waits after an answer, of the attempt before: 1 is the first. */
  readonly waitMs: (attempt: number, retryAfterMs: number | undefined) => number
  /** How long it waits for an answer. */
  readonly timeoutMs?: number
  /** What it takes for a reason to stop besides success. */
  readonly stopsAt?: readonly number[]
  /** Attempts after a success. */
  readonly duplicates?: number
  readonly provider?: string
}

/** By attempt, from 1; the last one stays. */
export type Scenario = readonly (Partial<AnswerRecord> & { readonly retryAfter?: string })[]

export const ruleId = 'rule-1'
const start = 1_700_000_000_000
const eventEveryMs = 10_000_000

export interface Simulated {
  readonly requests: readonly RequestSummary[]
  readonly retryAfterOf: ReportFacts['retryAfterOf']
  readonly endedAt: number
}

export function simulate(sender: SimulatedSender, scenario: Scenario): Simulated {
  const { events = 1, most = 5, waitMs, timeoutMs, stopsAt = [], duplicates = 0 } = sender
  const rows: { readonly request: Omit<RequestSummary, 'seq'>; readonly retryAfter?: string }[] = []
  for (let event = 0; event < events; event++) {
    let at = start + event * eventEveryMs
    let left = duplicates
    for (let attempt = 1; attempt <= most; attempt++) {
      const { retryAfter, ...answer } = scenario[Math.min(attempt, scenario.length) - 1] ?? {}
      const response = answered(answer, attempt, timeoutMs)
      rows.push({
        request: requestOf(event, at, response, sender.provider),
        ...(retryAfter === undefined ? {} : { retryAfter }),
      })
      const { status, gaveUpAfterMs, heldMs, end, delayMs = 0 } = response
      const isOver = status !== null && end === undefined && gaveUpAfterMs === undefined
      if (isOver && (status < 300 || stopsAt.includes(status)) && left-- <= 0) break
      const asked = retryAfter === undefined ? undefined : Number(retryAfter) * 1000
      at += response.ms + (gaveUpAfterMs ?? heldMs ?? delayMs) + waitMs(attempt, asked)
    }
  }
  const requests = rows
    .sort((one, other) => one.request.receivedAt - other.request.receivedAt)
    .map(({ request }, index) => ({ ...request, seq: index + 1 }))
  return {
    requests,
    retryAfterOf: ({ seq }) => rows[seq - 1]?.retryAfter,
    endedAt: requests.at(-1)?.receivedAt ?? start,
  }
}

/** What the report says of its one sender, long after it has stopped unless said otherwise. */
export async function reportOf(
  { requests, retryAfterOf, endedAt }: Simulated,
  facts: Partial<ReportFacts> & { readonly silentMs?: number } = {},
): Promise<SenderReport> {
  const { silentMs = 7 * 86_400_000 } = facts
  const report = await reportRetries(
    {
      rule: { id: ruleId, name: 'Fails' },
      requests,
      after: 0,
      hasOlder: false,
      now: endedAt + silentMs,
      findProvider: () => undefined,
      retryAfterOf,
      redirectOf: () => undefined,
      idOf: () => undefined,
      ...facts,
    },
    async () => {},
  )
  const [only] = report.senders
  if (!only || report.senders.length > 1) throw new Error('There is not one sender.')
  return only
}

function answered(
  { status = 500, ...rest }: Partial<AnswerRecord>,
  turn: number,
  timeoutMs = Number.POSITIVE_INFINITY,
): AnswerRecord {
  const rule = { id: ruleId, name: 'Fails', turn, step: 0, steps: 1 }
  const { end, delayMs = 0 } = rest
  const isTooLate = end === 'hang' || delayMs > timeoutMs
  return {
    by: 'rule',
    ms: 1,
    rule,
    ...rest,
    status: end === 'hang' || end === 'reset' ? null : status,
    ...(isTooLate && Number.isFinite(timeoutMs) && { gaveUpAfterMs: timeoutMs }),
  }
}

function requestOf(
  event: number,
  receivedAt: number,
  response: AnswerRecord,
  provider: string | undefined,
): Omit<RequestSummary, 'seq'> {
  return {
    receivedAt,
    durationMs: 1,
    method: 'POST',
    target: '/in/a',
    path: '',
    query: '',
    httpVersion: '1.1',
    remoteAddress: '127.0.0.1',
    state: 'complete',
    body: { size: 2, sha256: `body-${event}`, contentType: null, contentEncoding: null },
    provider:
      provider === undefined
        ? null
        : { id: provider, label: provider, event: 'thing.made', deliveryId: `evt-${event}` },
    signature: null,
    gist: null,
    response,
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
  }
}

/** Numbers from 0 to 1 by a seed: mulberry32. */
export function draw(seed: number): () => number {
  let state = seed | 0
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
