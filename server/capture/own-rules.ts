// A request just read, as the rules of its bin see it.

import type { CompiledRules } from '../responses/compile.ts'
import type { OwnRules } from '../responses/decide.ts'
import type { NewRequest } from '../store/store.ts'
import type { Answer } from '../wire/answers.ts'
import { bodyText } from '../wire/filter/texts.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { RuleTurns } from './rule-turns.ts'

export interface OwnRulesOptions {
  readonly rules: CompiledRules
  readonly turns: RuleTurns
  /** What the request's provider wants answered, if it validates the URL. */
  readonly handshake: Answer | undefined
  /** Unix time in milliseconds of the answer. */
  readonly at: number
  readonly newSalt: () => number
}

export type Unanswered = Omit<NewRequest, 'response'>

export function ownRulesOf(request: Unanswered, options: OwnRulesOptions): OwnRules {
  const { rules, turns, handshake, at, newSalt } = options
  const { bin, headers, trailers, body } = request
  let text: string | undefined
  return {
    rules,
    request: {
      summary: summaryOf(request, handshake),
      headers,
      trailers,
      text: () => {
        text ??= bodyText(body)
        return text
      },
    },
    takeTurn: turns.take,
    values: () => ({ ...request, bin, at }),
    newSalt,
  }
}

/** It has no number, and nobody has seen it yet; but that it is a handshake is known. Every capture makes one: no spreading. */
function summaryOf(request: Unanswered, handshake: Answer | undefined): RequestSummary {
  const { sha256, contentType, contentEncoding, reason } = request
  return {
    seq: 0,
    receivedAt: request.receivedAt,
    durationMs: request.durationMs,
    method: request.method,
    target: request.target,
    path: request.path,
    query: request.query,
    httpVersion: request.httpVersion,
    remoteAddress: request.remoteAddress,
    state: request.state,
    reason,
    body: { size: request.body.length, sha256, contentType, contentEncoding },
    provider: request.provider,
    signature: request.signature,
    gist: request.gist,
    response: handshake ? { status: handshake.status, by: 'handshake', ms: 0 } : null,
    deliveries: 0,
    note: '',
    tags: [],
    pinned: false,
    read: false,
  }
}
