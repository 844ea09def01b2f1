// The URLs that a sender may have signed: the bin's own addresses, and the one that the owner says is configured.

import type { Evidence } from '../provider.ts'

/**
 * The addresses under which senders may know a bin, the likeliest first: below the server's own URL or, where that is not
 * known, wherever they said they went. A proxy in front may have taken the TLS off, so that either scheme is possible.
 */
export function addressesOf(
  bin: string,
  publicUrl: string | undefined,
  host: string | undefined,
): readonly string[] {
  if (publicUrl !== undefined) return [`${publicUrl}/in/${bin}`]
  return host === undefined ? [] : [`https://${host}/in/${bin}`, `http://${host}/in/${bin}`]
}

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
