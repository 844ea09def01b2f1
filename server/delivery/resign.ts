// Puts a fresh signature in the place of the captured one, as the provider itself would make it now (D5). Pure.

import type { Provider } from '../providers/provider.ts'
import type { Resigned } from '../wire/deliveries.ts'
import type { HeaderPair } from '../wire/requests.ts'
import type { Message } from './edit.ts'

export type Sign = NonNullable<Provider['sign']>

/** `at` is Unix time in milliseconds. */
export function resign(
  { request, body }: Message,
  { id, sign }: { readonly id: string; readonly sign: Sign },
  secret: string,
  at: number,
): Message & { readonly resigned: Resigned } {
  const { method, path, query, headers, provider } = request
  const deliveryId = provider?.deliveryId ?? null
  const signed = sign({ method, path, query, headers, body, deliveryId }, secret, at)
  return {
    request: { ...request, headers: withHeaders(headers, signed) },
    body,
    resigned: { provider: id, headers: signed.map(([name]) => nameIn(headers, name)) },
  }
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
