// The URLs that a sender may have signed: the bin's own addresses, and the one that the owner says is configured.

import type { Evidence } from '../provider.ts'

/**
 * Never through a URL parser, which would write them anew. `configured` is what the owner typed in: the whole URL, or
 * without a query the one below which the request's path and query belong.
 */
export function urlsOf(
  { path, query }: Pick<Evidence, 'path' | 'query'>,
  addresses: readonly string[],
  configured: string | undefined,
): readonly string[] {
  const below = path + (query === '' ? '' : `?${query}`)
  const own = addresses.map((address) => address + below)
  if (configured === undefined || configured === '') return own
  return [...new Set([configured, configured.replace(/\?.*$/, '') + below, ...own])]
}
