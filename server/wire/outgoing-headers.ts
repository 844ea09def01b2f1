// Turns captured headers into those of a delivery: all of them in order, less what belongs to one connection (D1). Pure.

import type { DroppedHeader } from '../wire/deliveries.ts'
import type { HeaderPair } from '../wire/requests.ts'

export interface CapturedHead {
  readonly headers: readonly HeaderPair[]
  readonly trailers: readonly HeaderPair[]
  readonly bodySize: number
}

export interface OutgoingHeaders {
  readonly headers: readonly HeaderPair[]
  readonly dropped: readonly DroppedHeader[]
}

/** What becomes of one captured header. */
export interface HeaderFate {
  /** What is sent in its place: the header itself, unless `isSet` or `why` is there. */
  readonly sent?: HeaderPair
  /** Its value is the delivery's own. */
  readonly isSet?: boolean
  /** Why it is left out; another one may be sent in its place all the same. */
  readonly why?: string
}

export interface HeaderFates {
  /** Set, and in front of all. */
  readonly before: readonly HeaderPair[]
  /** One for each captured header, in order. */
  readonly fates: readonly HeaderFate[]
  /** Set, and behind all. */
  readonly after: readonly HeaderPair[]
}

/** `host` is the target's; `added` goes to the end, before the `Connection: close` that every delivery carries. */
export function outgoingHeaders(
  captured: CapturedHead,
  host: string,
  added: readonly HeaderPair[] = [],
): OutgoingHeaders {
  const { before, fates, after } = headerFates(captured, host, added)
  const sent = fates.flatMap(({ sent }) => (sent ? [sent] : []))
  const dropped = captured.headers.flatMap(([name], index) => {
    const why = fates[index]?.why
    return why === undefined ? [] : [{ name, why }]
  })
  const trailers = captured.trailers.map(([name]) => ({ name, why: trailerReason }))
  return { headers: [...before, ...sent, ...after], dropped: [...dropped, ...trailers] }
}

/** The same, header by header: for showing beforehand what a delivery will do. */
export function headerFates(
  captured: CapturedHead,
  host: string,
  added: readonly HeaderPair[] = [],
): HeaderFates {
  const named = namedByConnection(captured.headers)
  const framing = captured.headers.some(([name]) => isFraming(name.toLowerCase()))
  let needsHost = true
  let needsLength = framing || captured.bodySize > 0
  const length = String(captured.bodySize)

  const fates = captured.headers.map(([name, value]): HeaderFate => {
    const key = name.toLowerCase()
    if (key === 'host') {
      if (!needsHost) return { why: 'A request has one Host.' }
      needsHost = false
      return { sent: [name, host], isSet: true }
    }
    if (key === 'content-length') {
      if (!needsLength) return { why: 'A request has one Content-Length.' }
      needsLength = false
      return { sent: [name, length], isSet: true }
    }
    const why = hopByHop.get(key)
    if (why !== undefined) {
      if (key !== 'transfer-encoding' || !needsLength) return { why }
      needsLength = false
      return { sent: ['Content-Length', length], isSet: true, why }
    }
    if (named.has(key)) return { why: namedReason }
    const refusal = refusalOf(name, value)
    return refusal === undefined ? { sent: [name, value] } : { why: refusal }
  })
  return {
    before: needsHost ? [['Host', host]] : [],
    fates,
    after: [
      ...(needsLength ? ([['Content-Length', length]] as const) : []),
      ...added,
      ['Connection', 'close'],
    ],
  }
}

const oneConnection = 'It concerns only the connection to Hooklens.'

// RFC 9110 §7.6.1, and what browsers and old proxies add to it.
const hopByHop: ReadonlyMap<string, string> = new Map([
  ['connection', oneConnection],
  ['keep-alive', oneConnection],
  ['proxy-connection', oneConnection],
  ['upgrade', oneConnection],
  ['http2-settings', oneConnection],
  ['te', oneConnection],
  ['trailer', 'The body is sent with Content-Length, which leaves no room for trailers.'],
  ['transfer-encoding', 'The body is sent whole, with Content-Length.'],
  ['expect', 'The body is sent at once, without waiting to be asked for it.'],
  ['proxy-authenticate', 'It is meant for a proxy.'],
  ['proxy-authorization', 'It is meant for a proxy.'],
])

const namedReason =
  'The Connection header names it, so it concerns only the connection to Hooklens.'
const trailerReason = 'It is a trailer, and the body is sent with Content-Length.'

function isFraming(key: string): boolean {
  return key === 'content-length' || key === 'transfer-encoding'
}

function namedByConnection(headers: readonly HeaderPair[]): ReadonlySet<string> {
  const named = new Set<string>()
  for (const [name, value] of headers) {
    if (name.toLowerCase() !== 'connection') continue
    for (const token of value.split(',')) named.add(token.trim().toLowerCase())
  }
  return named
}

const tokenPattern = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/

/** Whether the text is an RFC 9110 token: a method or a header's name. */
export function isToken(text: string): boolean {
  return tokenPattern.test(text)
}

/** Why a pair cannot go on the wire. A parser would not have let it in, but an edit or an import may hold one. */
export function refusalOf(name: string, value: string): string | undefined {
  if (!isToken(name)) return 'Its name is not one HTTP allows.'
  return /[^\t -~\x80-\xff]/.test(value)
    ? 'Its value holds characters HTTP does not allow.'
    : undefined
}
