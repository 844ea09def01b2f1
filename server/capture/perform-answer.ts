// Performs an answer on its connection as a rule says: late, in drips, or broken off as a failing server would (R3).

import type { IncomingMessage, ServerResponse } from 'node:http'
import { crowdedAnswer } from '../responses/crowded.ts'
import type { Performance } from '../responses/decide.ts'
import type { Answer } from '../wire/answers.ts'
import type { HeaderPair } from '../wire/requests.ts'
import { mostHeldMs } from '../wire/rules/rules.ts'
import type { Hurry, Taken } from './holds.ts'
import { fenceAnswer, sendAnswer } from './send-answer.ts'
import { createWaits, type Start, type Waits } from './waits.ts'
import { type Written, writeAnswer } from './write-answer.ts'

export type Performed =
  /** The kernel has all that was meant to be sent, whatever the ending; so long after it began. */
  | { readonly type: 'sent'; readonly note?: string; readonly afterMs: number }
  /** The sender closed first, so long after the performance began. */
  | { readonly type: 'gave-up'; readonly afterMs: number }
  /** There was no room to hold it: this was answered instead. */
  | { readonly type: 'crowded'; readonly status: number; readonly why: string }
  /** Held shorter than meant: a hang was closed, what was delayed or dripped was sent at once, or time was up. */
  | { readonly type: 'stopped'; readonly note: string; readonly afterMs: number }

/**
 * Settles when nothing is left to do; the connection stays usable where the ending allows. What breaks a body finds
 * none in answers to HEAD, of 204 and of 304: `reset-during` resets after the headers, and `truncate`, which cannot
 * leave out anything of nothing, ends normally.
 */
export async function performAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  answer: Answer,
  extra: readonly HeaderPair[],
  how: Performance,
  hold: (bytes: number, hurry: Hurry) => Taken,
): Promise<Performed> {
  const isHeld = how.delayMs > 0 || how.drip !== undefined || how.end === 'hang'
  const { length } = answer.body
  // One that is behind another on its connection may never have its turn, and a large one never be read.
  if (!isHeld && how.end === 'normal' && response.socket && length <= mostUnwatchedBytes) {
    sendAnswer(request, response, answer, extra)
    return { type: 'sent', afterMs: 0 }
  }
  const startedAt = performance.now()
  const waits = createWaits(request.socket, mostHeldMs)
  const taken: Taken = isHeld ? hold(length, waits.hurry) : { type: 'held', release() {} }
  try {
    if (taken.type === 'crowded') {
      const { why } = taken
      const refusal = crowdedAnswer(why)
      sendAnswer(request, response, refusal, extra)
      return { type: 'crowded', status: refusal.status, why }
    }
    const written = await perform({ request, response, answer, extra, how }, waits)
    if (written === 'in-part') request.socket.destroy()
    return outcomeOf(written, waits, Math.round(performance.now() - startedAt))
  } finally {
    waits.end()
    if (taken.type === 'held') taken.release()
  }
}

/** The kernel takes as much from us, whether it is read or not. */
const mostUnwatchedBytes = 64 * 1024

interface Play {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly answer: Answer
  readonly extra: readonly HeaderPair[]
  readonly how: Performance
}

async function perform(play: Play, waits: Waits): Promise<Written> {
  const { request, response, answer, extra, how } = play
  if (how.delayMs > 0) await waits.pause(how.delayMs)
  // Answers to pipelined requests leave in order.
  await waits.until(turnOf(response))
  const { socket } = response
  if (waits.over || !socket) return 'in-part'
  switch (how.end) {
    case 'hang':
      await waits.hold(() => undefined)
      return 'in-part'
    case 'reset':
      socket.resetAndDestroy()
      return 'as-meant'
    default: {
      const { headers, body } = fenceAnswer(request, response, answer, extra)
      const { drip, end } = how
      return writeAnswer(response, socket, { ...answer, headers, body }, { drip, end }, waits)
    }
  }
}

function turnOf(response: ServerResponse): Start {
  return (done) => {
    if (response.socket) return void done()
    response.once('socket', done)
    return () => response.off('socket', done)
  }
}

function outcomeOf(written: Written, { over, hurried }: Waits, afterMs: number): Performed {
  if (written === 'in-part' && over === 'left') return { type: 'gave-up', afterMs }
  if (hurried !== undefined) return { type: 'stopped', note: hurried, afterMs }
  switch (written) {
    case 'as-meant':
      return { type: 'sent', afterMs }
    case 'unbroken':
      return { type: 'sent', note: 'It had no body to truncate, so it ended normally.', afterMs }
    case 'in-part':
      return { type: 'stopped', note: over === 'closed' ? wasClosed : wasOverdue, afterMs }
  }
}

const wasClosed = 'Hooklens closed its connection, for another reason, before the answer was out.'
const wasOverdue = `It was held for ${mostHeldMs / 60_000} minutes, as long as a connection is held, and closed.`
