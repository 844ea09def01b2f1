// Answers a sender with what a relay's local server answers, and with the bin's own answer when none comes in time (D9).

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Answer, PassedAnswer } from '../wire/answers.ts'
import type { Seq } from '../wire/ids.ts'
import { originWideHeaders } from '../wire/origin-wide-headers.ts'
import { refusalOf } from '../wire/outgoing-headers.ts'
import type { AnswerRecord, HeaderPair } from '../wire/requests.ts'
import type { PassThrough } from '../wire/rules/rules.ts'

/** Asks a relay for its answer to a request just stored. Never rejects. */
export type AskRelay = (seq: Seq, timeoutMs: number, signal: AbortSignal) => Promise<PassedAnswer>

export interface Waiter {
  readonly seq: Seq
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly passThrough: PassThrough
  /** The bin's own. */
  readonly answer: Answer
  readonly record: AnswerRecord
}

export interface Settled {
  /** Undefined when the sender did not wait for it. */
  readonly answer: Answer | undefined
  readonly record: AnswerRecord
}

export const noRelay = {
  outcome: 'no-relay',
  detail: 'No relay was connected, so the bin answered.',
} as const

/** Until it is known: all that is left where Hooklens stops meanwhile. */
export const beingAsked = {
  outcome: 'asked',
  detail: 'Your own server was asked; what came of it is not known.',
} as const

/** What to answer, and what to write down of it. */
export async function waitForRelay(ask: AskRelay | undefined, waiter: Waiter): Promise<Settled> {
  const { seq, request, response, passThrough, answer, record } = waiter
  const startedAt = performance.now()
  const hangingUp = new AbortController()
  const onClose = () => hangingUp.abort()
  response.once('close', onClose)
  if (response.destroyed) onClose()
  const passed: PassedAnswer = ask
    ? await ask(seq, passThrough.timeoutMs, hangingUp.signal)
    : { type: 'none', record: noRelay }
  response.off('close', onClose)

  const waitedMs = roundMs(performance.now() - startedAt)
  if (hangingUp.signal.aborted) {
    const passThrough = { outcome: 'gave-up', detail: gaveUp, waitedMs } as const
    const gone = { ...byRelay(record), status: null, gaveUpAfterMs: Math.round(waitedMs) }
    return { answer: undefined, record: { ...gone, passThrough } }
  }
  const detail = passed.record.detail + (passed.type === 'answer' ? keptBack(passed.answer) : '')
  const came = { ...passed.record, detail, waitedMs }
  const waited = { ms: roundMs(record.ms + waitedMs), passThrough: came }
  if (passed.type === 'none') return { answer, record: { ...record, ...waited } }
  const { status, body, headers } = passed.answer
  return {
    answer: { status, body, headers: passedHeaders(headers, request.method === 'HEAD') },
    record: { ...byRelay(record), status, ...waited },
  }
}

const gaveUp = 'The sender closed its connection before your own server had answered.'

/** What stays true of the bin's own answer when it yields: whose turns were taken (R3). */
function byRelay({ ms, rulesVersion, missed, rule }: AnswerRecord): Omit<AnswerRecord, 'status'> {
  return {
    ...{ by: 'relay', ms },
    ...(rule && { rule }),
    ...(rulesVersion !== undefined && { rulesVersion }),
    ...(missed && { missed }),
  }
}

/** What the fence takes out of it, in words. */
function keptBack({ headers }: Answer): string {
  const names = new Set(
    headers.map(([name]) => name).filter((name) => originWideHeaders.has(name.toLowerCase())),
  )
  return names.size === 0
    ? ''
    : ` Left out, since it would reach all of this host: ${[...names].join(', ')}.`
}

function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100
}

// RFC 9110 §7.6.1, and what old proxies add to it.
const hopByHop: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'proxy-authenticate',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** The local answer's headers in order, less those of its own connection. */
function passedHeaders(headers: readonly HeaderPair[], isHead: boolean): readonly HeaderPair[] {
  const named = new Set(
    headers
      .filter(([name]) => name.toLowerCase() === 'connection')
      .flatMap(([, value]) => value.toLowerCase().split(','))
      .map((token) => token.trim()),
  )
  return headers.filter(([name, value]) => {
    const key = name.toLowerCase()
    if (hopByHop.has(key) || refusalOf(name, value) !== undefined) return false
    // Only an answer without a body says by itself how long it would be.
    if (key === 'content-length') return isHead
    return !named.has(key)
  })
}
