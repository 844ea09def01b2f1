// What of a captured request is sent again, whatever sends it, and where to.

import type { CapturedRequest, HeaderPair } from '../requests.ts'

/** Set by every client itself, or meaningful only on the captured connection (RFC 9110 §7.6.1). */
const ofTheConnection = new Set([
  'host',
  'content-length',
  'transfer-encoding',
  'trailer',
  'connection',
  'proxy-connection',
  'keep-alive',
  'te',
  'upgrade',
  'expect',
])

/** The headers to send again, in wire order. */
export function sentHeaders({ headers }: Pick<CapturedRequest, 'headers'>): readonly HeaderPair[] {
  return headers.filter(([name]) => !ofTheConnection.has(name.toLowerCase()))
}

export function hasHeader(headers: readonly HeaderPair[], wanted: string): boolean {
  return headers.some(([name]) => name.toLowerCase() === wanted)
}

/** What the captured request adds to the bin's address: its path and query, raw. */
export function pathAndQuery({ path, query, target }: CapturedRequest): string {
  return path + (target.includes('?') ? `?${query}` : '')
}
