// Decides what a sender is answered, and by whom: a handshake first, then a preflight, then the default (R1).

import { type Answer, textAnswer } from '../wire/answers.ts'
import type { AnswerRecord, RequestState } from '../wire/requests.ts'
import { isPreflight, preflightHeaders } from './cors.ts'

export interface Decision {
  readonly by: AnswerRecord['by']
  readonly answer: Answer
  /** Whether an answer that is passed through may take its place (D9). */
  readonly canYield?: boolean
}

const defaultAnswer = textAnswer(200, 'application/json', '{"ok":true}')

/** What of a request decides its answer; header names are lower case. */
export interface Asked {
  readonly method: string
  readonly headers: ReadonlyMap<string, string>
}

/** `handshake` is the provider's answer where the request validates the URL (P3). */
export function decideAnswer(asked: Asked, handshake: Answer | undefined): Decision {
  if (handshake) return { by: 'handshake', answer: handshake }
  if (isPreflight(asked.method, asked.headers)) {
    const headers = preflightHeaders(asked.headers)
    return { by: 'default', answer: { status: 204, headers, body: new Uint8Array() } }
  }
  return { by: 'default', answer: defaultAnswer, canYield: true }
}

/** The answer to a request that did not arrive whole; undefined when nobody is left to read it. */
export function answerToFragment(state: RequestState, reason: string): Decision | undefined {
  switch (state) {
    case 'too-large':
      return { by: 'default', answer: errorAnswer(413, 'too-large', reason) }
    case 'malformed':
      return { by: 'default', answer: errorAnswer(400, 'bad-request', reason) }
    default:
      return undefined
  }
}

function errorAnswer(status: number, code: string, message: string): Answer {
  return textAnswer(status, 'application/json', JSON.stringify({ error: { code, message } }))
}
