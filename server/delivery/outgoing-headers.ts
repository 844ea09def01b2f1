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

/** `host` is the target's; `added` goes to the end, before the `Connection: close` that every delivery carries. */
export function outgoingHeaders(
  captured: CapturedHead,
  host: string,
  added: readonly HeaderPair[] = [],
): OutgoingHeaders {
  const headers: HeaderPair[] = []
  const dropped: DroppedHeader[] = []
  const named = namedByConnection(captured.headers)
  const framing = captured.headers.some(([name]) => isFraming(name.toLowerCase()))
  let needsHost = true
  let needsLength = framing || captured.bodySize > 0
  const length = String(captured.bodySize)

  for (const [name, value] of captured.headers) {
    const key = name.toLowerCase()
    const drop = (why: string) => dropped.push({ name, why })
    if (key === 'host') {
      if (needsHost) headers.push([name, host])
      else drop('A request has one Host.')
      needsHost = false
    } else if (key === 'content-length') {
      if (needsLength) headers.push([name, length])
      else drop('A request has one Content-Length.')
      needsLength = false
    } else if (hopByHop.has(key)) {
      drop(hopByHop.get(key) ?? oneConnection)
      if (key !== 'transfer-encoding' || !needsLength) continue
      headers.push(['Content-Length', length])
      needsLength = false
    } else if (named.has(key)) {
      drop('The Connection header names it, so it concerns only the connection to Hooklens.')
    } else {
      const refusal = refusalOf(name, value)
      if (refusal) drop(refusal)
      else headers.push([name, value])
    }
  }
  if (needsHost) headers.unshift(['Host', host])
  if (needsLength) headers.push(['Content-Length', length])
  for (const [name] of captured.trailers) {
    dropped.push({ name, why: 'It is a trailer, and the body is sent with Content-Length.' })
  }
  return { headers: [...headers, ...added, ['Connection', 'close']], dropped }
}

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
