// Where the redirects lead that a bin answered with: below the bin itself, where one sees whether they are followed, or not.

import type { Store } from '../store/store.ts'
import { parseCaptureTarget } from '../wire/capture-target.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { RequestSummary } from '../wire/requests.ts'
import type { Place, Redirect } from '../wire/rules/report/redirects.ts'
import type { AskedFor } from './answered-with.ts'

/** Whole URLs lead here where their host is the one the request came to, which its headers tell: of so many requests. */
const mostRead = 500

/** By seq. `origin` is where the server knows itself to be. */
export async function redirectsOf(
  store: Pick<Store, 'getRequest'>,
  bin: BinId,
  requests: readonly RequestSummary[],
  asked: ReadonlyMap<Seq, AskedFor>,
  origin: string,
): Promise<ReadonlyMap<Seq, Redirect>> {
  const redirects = new Map<Seq, Redirect>()
  let read = 0
  for (const request of requests) {
    const location = asked.get(request.seq)?.location
    if (location === undefined) continue
    const hosts = [new URL(origin).host]
    if (location !== null && /^([a-z][a-z0-9+.-]*:)?\/\//i.test(location) && read++ < mostRead) {
      const whole = await store.getRequest(bin, request.seq)
      const host = whole?.headers.find(([name]) => name.toLowerCase() === 'host')?.[1]
      if (host !== undefined) hosts.push(host.toLowerCase())
    }
    const here = location === null ? undefined : placeIn(location, bin, request, hosts)
    redirects.set(request.seq, { location, here: here ?? null })
  }
  return redirects
}

/** No host is called so (RFC 2606). */
const sameHost = 'here.invalid'

/** The place below the bin that a Location leads to from another; undefined where it leads elsewhere. */
function placeIn(
  location: string,
  bin: BinId,
  { path, query }: Place,
  hosts: readonly string[],
): Place | undefined {
  const base = `http://${sameHost}/in/${bin}${path}${query ? `?${query}` : ''}`
  const url = URL.canParse(location, base) ? new URL(location, base) : undefined
  if (!url || !(url.host === sameHost || hosts.includes(url.host))) return undefined
  const target = parseCaptureTarget(url.pathname + url.search)
  return target?.bin === bin ? { path: target.path, query: target.query } : undefined
}
