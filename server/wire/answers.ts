// What a sender is answered: by a handshake, a rule or the default.

import type { HeaderPair, PassThroughRecord } from './requests.ts'

export interface Answer {
  readonly status: number
  /** The phrase after the status; HTTP's own where it is left out. */
  readonly reason?: string | undefined
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
}

/** What came of asking a relay for its answer to a request (D9). */
export type PassedAnswer =
  | { readonly type: 'answer'; readonly answer: Answer; readonly record: PassThroughRecord }
  | { readonly type: 'none'; readonly record: PassThroughRecord }

const encoder = new TextEncoder()

/** An answer of UTF-8 text; no content type header when there is no body. */
export function textAnswer(
  status: number,
  contentType: string,
  text: string,
  headers: readonly HeaderPair[] = [],
): Answer {
  const body = encoder.encode(text)
  const typed: readonly HeaderPair[] =
    body.length > 0 ? [['Content-Type', contentType], ...headers] : headers
  return { status, headers: typed, body }
}
