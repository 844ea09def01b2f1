// What a request was answered, made again as it was sent: nothing of it is stored but who answered, by which version of
// the rules, and what its random values were drawn from (R4).

import type { Answer } from '../wire/answers.ts'
import type { AnswerRecord, CapturedRequest } from '../wire/requests.ts'
import { type RuleSet, stepsOf } from '../wire/rules/rules.ts'
import { mostToldBytes, type SentAnswer, type SentBody } from '../wire/told-answers.ts'
import { isPreflight, originHeaders } from './cors.ts'
import { crowdedAnswer } from './crowded.ts'
import { answerToFragment, decideAnswer } from './decide.ts'
import { fence } from './fence.ts'
import { type CompiledResponse, compileResponse, phraseOf } from './render.ts'

export interface Recorded {
  readonly request: CapturedRequest
  readonly body: Uint8Array
  readonly bin: string
  readonly answer: AnswerRecord
  /** Of the version it was answered by; undefined when that is no longer kept. */
  readonly set: RuleSet | undefined
  /** The provider's answer where the request validates the URL, and it is the same whatever the bin holds. */
  readonly handshake: Answer | undefined
}

export type Retold =
  | { readonly sent: SentAnswer; readonly untold?: never }
  | { readonly sent: null; readonly untold: string }

export function retell(recorded: Recorded): Retold {
  const { request, answer, set } = recorded
  if (answer.status === null) return untold(unsent[answer.end ?? ''] ?? 'Nothing was sent.')
  if (answer.by === 'relay') {
    return untold('Your own server answered: its answer is kept with the delivery to it.')
  }
  if (answer.passThrough?.outcome === 'asked') {
    return untold('Your own server was asked; whether it answered is not known.')
  }
  if (answer.by === 'hooklens') {
    return { sent: describeSent(crowdedAnswer(answer.note ?? ''), request, answer) }
  }
  if (answer.by === 'handshake' && !recorded.handshake) {
    return untold(
      'The answer was made with what the bin held of the provider then, and is not kept.',
    )
  }
  const needsSet = answer.rulesVersion !== undefined && answer.by !== 'handshake'
  if (needsSet && !set) {
    return untold(`What was sent is not kept: version ${answer.rulesVersion} of the rules is gone.`)
  }
  const made = makeAgain(recorded)
  // What was sent in place of it says the note.
  if (made?.status !== answer.status) return untold('It was not answered as the rule says.')
  return { sent: describeSent(made, request, answer) }
}

/** An answer as it goes out to whoever sent the request. */
export function describeSent(
  answer: Answer,
  { method, headers, state }: Pick<CapturedRequest, 'method' | 'headers' | 'state'>,
  { end }: Pick<AnswerRecord, 'end'>,
): SentAnswer {
  // What is no HTTP is refused before anyone knows where it comes from.
  const extra = state === 'malformed' && headers.length === 0 ? [] : originHeaders(named(headers))
  const fenced = fence(answer, extra, method)
  return {
    status: answer.status,
    reason: phraseOf(answer),
    headers: fenced.headers,
    added: fenced.headers.slice(fenced.own).map(([name]) => name),
    body: describeBody(fenced.body, end),
  }
}

const unsent: Readonly<Record<string, string>> = {
  hang: 'Nothing was sent: the connection was held open.',
  reset: 'Nothing was sent: the connection was reset.',
}

function untold(why: string): Retold {
  return { sent: null, untold: why }
}

function makeAgain(recorded: Recorded): Answer | undefined {
  const { request, answer, set, handshake } = recorded
  if (request.state !== 'complete') {
    return answerToFragment(request.state, request.reason ?? '')?.answer
  }
  if (answer.by === 'rule') {
    const rule = set?.rules.find(({ id }) => id === answer.rule?.id)
    const step = rule && stepsOf(rule)[answer.rule?.step ?? 0]
    return step && fill(compileResponse(step), recorded)
  }
  const asked = { method: request.method, headers: named(request.headers) }
  if (answer.by === 'default' && set?.default && !isPreflight(asked.method, asked.headers)) {
    return fill(compileResponse(set.default), recorded)
  }
  return decideAnswer(asked, answer.by === 'handshake' ? handshake : undefined, undefined).answer
}

function fill(response: CompiledResponse, { request, body, bin, answer }: Recorded): Answer {
  const waitedMs = answer.passThrough?.waitedMs ?? 0
  // As precise as milliseconds are recorded: what was added to a number is not all taken off again.
  const ms = Math.round((answer.ms - waitedMs) * 100) / 100
  return response.render({
    ...request,
    body,
    bin,
    contentType: request.body.contentType,
    turn: answer.rule?.turn ?? 1,
    salt: answer.salt ?? 0,
    at: Math.floor(request.receivedAt + ms),
  }).answer
}

function describeBody(body: Uint8Array, end: AnswerRecord['end']): SentBody {
  const isHalf = end === 'truncate' || end === 'reset-during'
  const told = body.subarray(0, mostToldBytes)
  const isCut = body.length > told.length
  const text = textOf(told, isCut)
  return {
    size: body.length,
    sent: isHalf ? body.length >> 1 : body.length,
    ...(text === undefined ? { base64: Buffer.from(told).toString('base64') } : { text }),
    isCut,
  }
}

/** Undefined when it is not UTF-8; a character that is cut through at the end is left out. */
function textOf(bytes: Uint8Array, isCut: boolean): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes, {
      stream: isCut,
    })
  } catch {
    return undefined
  }
}

/** By names in lower case, as node gives them. */
export function named(headers: CapturedRequest['headers']): ReadonlyMap<string, string> {
  const map = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = map.get(key)
    map.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return map
}
