// What is added to every answer below `/in/`, so that nothing there can act on our own page (A4) and any page may read it.

import type { Answer } from '../wire/answers.ts'
import { originWideHeaders } from '../wire/origin-wide-headers.ts'
import type { HeaderPair } from '../wire/requests.ts'

const fenceHeaders: readonly HeaderPair[] = [
  ['Content-Security-Policy', 'sandbox'],
  ['X-Content-Type-Options', 'nosniff'],
]

/** An answer as it goes out, but for `Date` and what concerns the connection. */
export interface Fenced {
  /** The answer's own first. */
  readonly headers: readonly HeaderPair[]
  /** How many of them are its own. */
  readonly own: number
  /** Empty where the request or the status allows none. */
  readonly body: Uint8Array
}

/**
 * With the fence and `extra` headers; where both name a header, ours wins. Rules are refused what acts on the whole
 * origin, but a relay's local server may well send it.
 */
export function fence(answer: Answer, extra: readonly HeaderPair[], method: string): Fenced {
  const ours = [...fenceHeaders, ...extra]
  const reserved = new Set(ours.map(([name]) => name.toLowerCase()))
  const headers: HeaderPair[] = []
  let saysLength = false
  for (const pair of answer.headers) {
    const key = pair[0].toLowerCase()
    if (key === 'content-length') saysLength = true
    if (!reserved.has(key) && !originWideHeaders.has(key)) headers.push(pair)
  }
  const own = headers.length
  headers.push(...ours)
  const isBodiless = answer.status === 204 || answer.status === 304
  if (!isBodiless && !saysLength) headers.push(['Content-Length', String(answer.body.length)])
  return { headers, own, body: isBodiless || method === 'HEAD' ? noBody : answer.body }
}

const noBody = new Uint8Array()
