// One webhook from its head to its answer: find the bin, read, recognise, decide, commit, and only then answer (C3).

import { hash } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { type Examined, type ExamineOptions, examine } from '../providers/examine.ts'
import type { Evidence } from '../providers/provider.ts'
import { createEvidence } from '../providers/reading/evidence.ts'
import { addressesOf } from '../providers/signing/urls.ts'
import { originHeaders } from '../responses/cors.ts'
import { answerToFragment, type Decision, decideAnswer } from '../responses/decide.ts'
import type { TakeTurn } from '../responses/find-rule.ts'
import type { Appended, NewRequest } from '../store/store.ts'
import { textAnswer } from '../wire/answers.ts'
import type { CaptureTarget } from '../wire/capture-target.ts'
import { errorBody } from '../wire/errors.ts'
import { type BinId, binIdRule, parseBinId, type Seq } from '../wire/ids.ts'
import type { AnswerRecord, PassThroughRecord } from '../wire/requests.ts'
import { type Giving, giveAnswer } from './give-answer.ts'
import type { Holds } from './holds.ts'
import type { Inflow } from './inflow.ts'
import { createKnownBins, type KnownBin, type KnownBinsOptions } from './known-bins.ts'
import { ownRulesOf, type Unanswered } from './own-rules.ts'
import { type AskRelay, beingAsked, noRelay } from './pass-through.ts'
import { type ParseFailures, pairs, type ReadRequest, readRequest } from './read-request.ts'
import { discardRest, sendAnswer } from './send-answer.ts'
import type { Writer } from './writer.ts'

export interface CaptureOptions extends KnownBinsOptions {
  readonly writer: Writer
  readonly maxBodyBytes: number
  readonly parseFailures: ParseFailures
  readonly now: () => number
  readonly remoteAddressOf: (request: IncomingMessage) => string
  /** Where the world reaches the server; undefined means wherever the sender says it did. */
  readonly publicUrl: string | undefined
  /** The way to a relay that answers the bin's senders where it passes answers through; undefined without one. */
  readonly answering: (bin: BinId) => AskRelay | undefined
  /** What a stored request was answered after all. */
  readonly onAnswered: (bin: BinId, seq: Seq, record: AnswerRecord) => Promise<void>
  readonly inflow: Inflow
  readonly holds: Holds
  /** What the random values of a template are drawn from. */
  readonly newSalt: () => number
  readonly onFailure: (error: unknown) => void
}

export interface Capture {
  /** Captures and answers one request; settles when its answer is handed to the socket. */
  handle(request: IncomingMessage, response: ServerResponse, target: CaptureTarget): Promise<void>
  /** Records bytes that were no HTTP but named a bin (C4); false when there is no such bin. */
  recordMalformed(malformed: Malformed): Promise<boolean>
  /** The bin's rules or secrets have changed. */
  forgetRules(bin: BinId): void
  /** Tells which turn a rule of the bin would take next. */
  nextTurns(bin: BinId): Promise<TakeTurn>
}

/** What could still be read of a request that the parser gave up on. */
export interface Malformed {
  readonly method: string
  readonly target: string
  readonly place: CaptureTarget
  readonly httpVersion: string
  readonly remoteAddress: string
  readonly bytes: Buffer
  readonly reason: string
  readonly status: number
}

export function createCapture(options: CaptureOptions): Capture {
  const { writer, maxBodyBytes, parseFailures, now, remoteAddressOf } = options
  const { answering, onAnswered, publicUrl, inflow, holds, newSalt, onFailure } = options

  const { rulesOf, forget } = createKnownBins(options)

  async function handle(
    request: IncomingMessage,
    response: ServerResponse,
    target: CaptureTarget,
  ): Promise<void> {
    const receivedAt = now()
    const startedAt = performance.now()
    const cors = originHeaders(corsFacts(request))
    const refuse = (
      status: number,
      code: 'not-found' | 'unavailable' | 'store-full',
      message: string,
    ) => {
      const answer = textAnswer(
        status,
        'application/json',
        JSON.stringify(errorBody(code, message)),
      )
      if (!request.complete) discardRest(request, response)
      sendAnswer(request, response, answer, status === 503 ? [...cors, retryAfter] : cors)
    }

    const bin = parseBinId(target.bin)
    if (!bin || !(await rulesOf(bin))) return refuse(404, 'not-found', noBin(target.bin))

    const openIntake = (giveUp: () => void) => inflow.open(bin, giveUp)
    const read = await readRequest(request, maxBodyBytes, parseFailures, openIntake)
    if (!read) return refuse(503, 'unavailable', crowded)
    // They may have changed while the body came.
    const rules = await rulesOf(bin)
    if (!rules) return refuse(404, 'not-found', noBin(bin))
    const durationMs = performance.now() - startedAt
    const times = { receivedAt, durationMs, startedAt }
    const { record, decision } = describe(request, target, bin, rules, read, times)
    const passThrough = decision?.canYield ? rules.passThrough : null
    const isRelayed = passThrough !== null && answering(bin) !== undefined

    const outcome = await write(
      passThrough ? withPassThrough(record, isRelayed ? beingAsked : noRelay) : record,
    )
    switch (outcome.type) {
      case 'stored':
        if (!decision) return
        if (read.state !== 'complete') discardRest(request, response)
        if (!record.response) return
        return give({
          ...{ bin, seq: outcome.seq, request, response, record: record.response },
          // Made now: to go on knowing how would be to keep the request's body for as long as the answer is held.
          answer: decision.answerAs?.(outcome.seq) ?? decision.answer,
          performance: decision.performance,
          extra: cors,
          passThrough: isRelayed ? passThrough : null,
        })
      case 'no-bin':
        forget(bin)
        return refuse(404, 'not-found', noBin(bin))
      case 'store-full':
        return refuse(
          503,
          'store-full',
          'Hooklens has no room left. Its operator can raise --max-store-size.',
        )
      case 'failed':
        return refuse(503, 'unavailable', 'The request could not be stored. Send it again shortly.')
    }
  }

  async function give(giving: Giving): Promise<void> {
    const { bin, seq } = giving
    const record = await giveAnswer(giving, { ask: answering(bin), holds })
    if (record !== undefined) await noteAnswer(bin, seq, record)
  }

  function describe(
    request: IncomingMessage,
    target: CaptureTarget,
    bin: BinId,
    known: KnownBin,
    read: ReadRequest,
    times: { receivedAt: number; durationMs: number; startedAt: number },
  ): { record: NewRequest; decision: Decision | undefined } {
    const method = request.method ?? ''
    const headers = pairs(request.rawHeaders)
    const { path, query } = target
    const evidence = createEvidence({
      method,
      path,
      query,
      headers,
      body: read.body,
      receivedAt: times.receivedAt,
    })
    const addresses = addressesOf(bin, publicUrl, request.headers.host)
    const isWhole = read.state === 'complete'
    const examined = examineSafely(evidence, known, { addresses, isWhole })
    const { handshake: demanded, ...told } = examined
    const handshake = known.handshakes ? demanded : undefined
    const unanswered: Unanswered = {
      bin,
      receivedAt: times.receivedAt,
      durationMs: roundMs(times.durationMs),
      method,
      target: request.url ?? '',
      path,
      query,
      httpVersion: request.httpVersion,
      headers,
      trailers: read.trailers,
      remoteAddress: remoteAddressOf(request),
      state: read.state,
      ...(read.reason === undefined ? {} : { reason: read.reason }),
      body: read.body,
      sha256: hash('sha256', read.body, 'hex'),
      contentType: evidence.headers.get('content-type') ?? null,
      contentEncoding: evidence.headers.get('content-encoding') ?? null,
      ...told,
    }
    const ms = roundMs(performance.now() - times.startedAt)
    const { rules, turns } = known
    const at = Math.floor(times.receivedAt + ms)
    const own = rules && ownRulesOf(unanswered, { rules, turns, handshake, at, newSalt })
    const decision = isWhole
      ? decideAnswer(evidence, handshake, own)
      : answerToFragment(read.state, read.reason ?? '')
    if (!decision) return { record: { ...unanswered, response: null }, decision }
    const isRefused = isWhole && demanded !== undefined && !known.handshakes
    const off = isRefused ? { handshakesOff: true as const } : {}
    return { record: { ...unanswered, response: { ...decision.record, ...off, ms } }, decision }
  }

  /** A provider's mistake costs the label, never the request. */
  function examineSafely(
    evidence: Evidence,
    { held }: KnownBin,
    how: Pick<ExamineOptions, 'addresses' | 'isWhole'>,
  ): Examined {
    try {
      return examine(evidence, { ...how, held })
    } catch (error) {
      onFailure(error)
      return { provider: null, signature: null, gist: null, handshake: undefined }
    }
  }

  async function write(record: NewRequest): Promise<Appended | { readonly type: 'failed' }> {
    try {
      return await writer.write(record)
    } catch (error) {
      onFailure(error)
      return { type: 'failed' }
    }
  }

  /** The answer is out: what becomes of the note does not concern the sender. */
  async function noteAnswer(bin: BinId, seq: Seq, record: AnswerRecord): Promise<void> {
    try {
      await onAnswered(bin, seq, record)
    } catch (error) {
      onFailure(error)
    }
  }

  async function recordMalformed(malformed: Malformed): Promise<boolean> {
    const bin = parseBinId(malformed.place.bin)
    if (!bin || !(await rulesOf(bin))) return false
    const outcome = await write({
      bin,
      receivedAt: now(),
      durationMs: 0,
      method: malformed.method,
      target: malformed.target,
      path: malformed.place.path,
      query: malformed.place.query,
      httpVersion: malformed.httpVersion,
      headers: [],
      trailers: [],
      remoteAddress: malformed.remoteAddress,
      state: 'malformed',
      reason: malformed.reason,
      body: malformed.bytes,
      sha256: hash('sha256', malformed.bytes, 'hex'),
      contentType: null,
      contentEncoding: null,
      provider: null,
      signature: null,
      gist: null,
      response: { status: malformed.status, by: 'default', ms: 0 },
    })
    return outcome.type === 'stored'
  }

  async function nextTurns(bin: BinId): Promise<TakeTurn> {
    return (await rulesOf(bin))?.turns.next ?? (() => 1)
  }

  return { handle, recordMalformed, forgetRules: forget, nextTurns }
}

function withPassThrough(record: NewRequest, passThrough: PassThroughRecord): NewRequest {
  const { response } = record
  return response ? { ...record, response: { ...response, passThrough } } : record
}

const retryAfter = ['Retry-After', '5'] as const

const crowded = 'Too many large requests were arriving at once. Send it again shortly.'

function noBin(id: string): string {
  return parseBinId(id)
    ? `There is no bin '${id}'. It may have expired or been deleted; open the inspector to make one.`
    : `This is no capture URL. ${binIdRule}`
}

/** The few headers that decide CORS, without building a map of all of them on the refusal path. */
function corsFacts({ headers }: IncomingMessage): ReadonlyMap<string, string> {
  return headers.origin === undefined ? noFacts : new Map([['origin', headers.origin]])
}

const noFacts: ReadonlyMap<string, string> = new Map()

function roundMs(ms: number): number {
  return Math.round(ms * 100) / 100
}
