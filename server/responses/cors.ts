// What a browser must be told so that a page anywhere may send to a capture URL and read the answer (C9).

import type { HeaderPair } from '../wire/requests.ts'

/** Whether this is a CORS preflight (Fetch standard, «CORS-preflight fetch»), not some other OPTIONS. */
export function isPreflight(method: string, headers: ReadonlyMap<string, string>): boolean {
  return (
    method === 'OPTIONS' && headers.has('origin') && headers.has('access-control-request-method')
  )
}

/** Allows whatever the preflight asks for. */
export function preflightHeaders(headers: ReadonlyMap<string, string>): readonly HeaderPair[] {
  const allowed: HeaderPair[] = [
    ['Access-Control-Allow-Methods', headers.get('access-control-request-method') ?? '*'],
  ]
  const wanted = headers.get('access-control-request-headers')
  if (wanted) allowed.push(['Access-Control-Allow-Headers', wanted])
  // A page on the public internet that sends to a server on localhost (Private Network Access).
  if (headers.get('access-control-request-private-network') === 'true') {
    allowed.push(['Access-Control-Allow-Private-Network', 'true'])
  }
  return allowed
}

/** Any origin may read: an answer of a capture URL holds nothing secret. Credentials need the origin by name. */
export function originHeaders(headers: ReadonlyMap<string, string>): readonly HeaderPair[] {
  const origin = headers.get('origin')
  if (origin === undefined) return [['Access-Control-Allow-Origin', '*']]
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Expose-Headers', '*'],
    ['Vary', 'Origin'],
  ]
}
