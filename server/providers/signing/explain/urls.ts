// Whether the signature was made for the same request under another URL.

import { plainText } from '../../reading/plain-text.ts'
import { formsFor } from '../fits.ts'
import type { SignedRequest } from '../scheme.ts'
import type { Cause } from './cause.ts'
import type { Mismatch } from './trial.ts'

export function explainUrl({
  provider,
  claim,
  request,
  trial,
  budget,
}: Mismatch): Cause | undefined {
  const { evidence, urls } = request
  if (!trial.coversUrl || evidence.body.length > budget.maxBodyBytes) return undefined
  for (const url of otherUrls(request)) {
    if (!budget.take(url.length)) return undefined
    if (!trial.fitting(formsFor(claim, evidence.body, [url]))) continue
    const field = provider.fields.find(({ name }) => name === 'url')
    const setting = field ? `«${field.label}»` : 'the public URL'
    return {
      reason: 'url-differs',
      detail: `It was signed for ${shown(url)}, not for ${shown(urls[0] ?? '')}. Set ${setting} of ${provider.label} in this bin to the URL as it is configured there.`,
    }
  }
  return undefined
}

const mostUrls = 4
const mostShown = 160

function shown(url: string): string {
  return plainText(url, mostShown) ?? 'none'
}

/** Each once, none of those that were checked already. */
function* otherUrls(request: SignedRequest): Generator<string> {
  const seen = new Set(request.urls)
  const bases = [...request.urls.slice(0, mostUrls), ...forwarded(request)]
  for (const [rewrites, others] of rounds) {
    for (const url of combined(bases, rewrites, others)) {
      if (seen.has(url)) continue
      seen.add(url)
      yield url
    }
  }
}

type Rewrite = (url: string) => string

function* combined(
  urls: readonly string[],
  rewrites: readonly Rewrite[],
  others: readonly Rewrite[],
): Generator<string> {
  for (const url of urls) {
    for (const rewrite of rewrites) {
      for (const other of others) yield other(rewrite(url))
    }
  }
}

const asItIs: Rewrite = (url) => url

const hosts: readonly Rewrite[] = [
  asItIs,
  (url) => url.replace(/^https:/i, 'http:'),
  (url) => url.replace(/^http:/i, 'https:'),
  (url) => url.replace(port, '$1'),
  (url) => url.replace(port, '$1').replace(/^https?:/i, 'https:'),
  (url) => url.replace(portOrNone, '$1:443').replace(/^https?:/i, 'https:'),
  (url) => url.replace(portOrNone, '$1:80').replace(/^https?:/i, 'http:'),
]

const paths: readonly Rewrite[] = [
  (url) => url.replace(/\/?(\?|$)/, '/$1'),
  withoutSlash,
  (url) => url.replace(/%[0-9a-f]{2}/g, (code) => code.toUpperCase()),
  (url) => url.replace(/%[0-9A-F]{2}/g, (code) => code.toLowerCase()),
  decoded,
  (url) => (URL.canParse(url) ? new URL(url).href : url),
]

const queries: readonly Rewrite[] = [
  (url) => url.replace(/\?.*$/s, ''),
  (url) => (url.includes('?') ? url : `${url}?`),
  (url) => url.replace(/\/?\?.*$/s, ''),
  (url) => url.replace(/^([a-z]+:\/\/[^/?]*).*$/is, '$1'),
  (url) => url.replace(/^([a-z]+:\/\/[^/?]*).*$/is, '$1/'),
  (url) => url.replaceAll('+', '%20'),
  (url) => url.replaceAll('%20', '+'),
]

/** One difference alone first, then two together. */
const rounds: readonly (readonly [rewrites: readonly Rewrite[], others: readonly Rewrite[]])[] = [
  [hosts, [asItIs]],
  [[...paths, ...queries], [asItIs]],
  [[...paths, ...queries], hosts],
]

const port = /^([a-z]+:\/\/[^/?#:]*):\d+/i
const portOrNone = /^([a-z]+:\/\/[^/?#:]*)(?::\d+)?(?=[/?#]|$)/i

/** Not by a pattern, which would look at a long run of slashes once from each of them. */
function withoutSlash(url: string): string {
  const query = url.indexOf('?')
  const pathEnd = query < 0 ? url.length : query
  let end = pathEnd
  while (url.charAt(end - 1) === '/') end--
  return url.slice(0, end) + url.slice(pathEnd)
}

function decoded(url: string): string {
  try {
    return decodeURI(url)
  } catch {
    return url // Not percent-encoded UTF-8: as it is, which was tried.
  }
}

/** The request's own word for where it was sent to, where a proxy or tunnel has kept that. */
function forwarded({ evidence, urls: [first = ''] }: SignedRequest): readonly string[] {
  const { headers, path, query } = evidence
  const names = ['x-forwarded-host', 'x-original-host', 'host']
  const below = path + (query === '' ? '' : `?${query}`)
  const rest = /^[a-z]+:\/\/[^/?#]*(.*)$/is.exec(first)?.[1] ?? below
  const found = names.flatMap((name) => headers.get(name)?.split(',')[0]?.trim() || [])
  return [...new Set(found)].flatMap((host) => [
    `https://${host}${rest}`,
    ...(below === rest ? [] : [`https://${host}${below || '/'}`]),
  ])
}
