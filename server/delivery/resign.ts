// Puts a fresh signature in the place of the captured one, as the provider itself would make it now (D5). Pure.

import { signedRequest } from '../providers/examine.ts'
import type { Provider } from '../providers/provider.ts'
import { createEvidence } from '../providers/reading/evidence.ts'
import type { Extra } from '../providers/signing/scheme.ts'
import { type SigningKeys, signAnew, signingSchemes } from '../providers/signing/sign.ts'
import type { Resigned } from '../wire/deliveries.ts'
import type { HeaderPair } from '../wire/requests.ts'
import type { Message } from './edit.ts'

export interface SigningWith {
  readonly provider: Provider
  readonly keys: SigningKeys
  readonly extra: Extra
  /** Where the message goes, for providers that sign the URL and whose configured one is not known. */
  readonly url: string
}

/** Why a message cannot be signed. */
export type Unsigned =
  | { readonly type: 'cannot-sign' }
  | { readonly type: 'no-key'; readonly needs: 'secret' | 'public-key' }

/** `at` is Unix time in milliseconds. */
export function resign(
  { request, body }: Message,
  { provider, keys, extra, url }: SigningWith,
  at: number,
): (Message & { readonly type: 'signed'; readonly resigned: Resigned }) | Unsigned {
  const evidence = createEvidence({ ...request, body })
  const { urls } = signedRequest(evidence, [], extra)
  const message = { evidence, urls: [...urls, url], extra }
  const schemes = signingSchemes(provider, message)
  const [first] = schemes
  if (!first) return { type: 'cannot-sign' }
  const signed = signAnew(schemes, message, keys, at)
  if (!signed) return { type: 'no-key', needs: first.proof }
  const { headers, path } = request
  const anew = signed.query === undefined ? {} : queried(path, signed.query)
  return {
    type: 'signed',
    request: { ...request, ...anew, headers: withHeaders(headers, signed.headers) },
    body: signed.body ?? body,
    resigned: {
      provider: provider.id,
      headers: signed.headers.map(([name]) => nameIn(headers, name)),
    },
  }
}

function queried(path: string, query: string) {
  return { target: path + (query && `?${query}`), query }
}

/** Each is set where it first stood, in the case it had, and nowhere else; what was not there goes to the end. */
export function withHeaders(
  headers: readonly HeaderPair[],
  set: readonly HeaderPair[],
): readonly HeaderPair[] {
  const waiting = new Map(set.map((pair) => [pair[0].toLowerCase(), pair]))
  const named = new Set(waiting.keys())
  const kept = headers.flatMap(([name, value]): HeaderPair[] => {
    const key = name.toLowerCase()
    if (!named.has(key)) return [[name, value]]
    const pair = waiting.get(key)
    waiting.delete(key)
    return pair ? [[name, pair[1]]] : []
  })
  return [...kept, ...waiting.values()]
}

function nameIn(headers: readonly HeaderPair[], wanted: string): string {
  const key = wanted.toLowerCase()
  return headers.find(([name]) => name.toLowerCase() === key)?.[0] ?? wanted
}
