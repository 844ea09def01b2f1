// How the answers of two deliveries differ, in one sentence: what the full comparison shows line by line. Pure.

import type { Delivery } from '../../server/wire/deliveries.ts'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { counted } from './format-size.ts'

export function compareAnswers(
  before: Delivery,
  bodyBefore: Uint8Array,
  after: Delivery,
  bodyAfter: Uint8Array,
): string {
  const [one, other] = [before.outcome, after.outcome]
  if (one.type === 'error' || other.type === 'error') {
    if (one.type === other.type) return 'Again there was no answer.'
    return one.type === 'error' ? 'Now there was an answer.' : 'Now there was no answer.'
  }
  const headers = changedHeaders(one.headers, other.headers)
  const differences = [
    one.status === other.status ? [] : `the status is ${other.status} after ${one.status}`,
    areSame(bodyBefore, bodyAfter) ? [] : 'the body differs',
    headers === 0 ? [] : `${counted(headers, 'header')} differ${headers === 1 ? 's' : ''}`,
  ].flat()
  const [first, ...rest] = differences
  if (first === undefined) return 'The answer is the same, the Date header apart.'
  return `${first[0]?.toUpperCase()}${[first, ...rest].join(', ').slice(1)}.`
}

/** Names whose values differ, in whatever order they came; every answer has a Date of its own. */
function changedHeaders(one: readonly HeaderPair[], other: readonly HeaderPair[]): number {
  const [left, right] = [byName(one), byName(other)]
  const names = new Set([...left.keys(), ...right.keys()])
  names.delete('date')
  return [...names].filter((name) => left.get(name) !== right.get(name)).length
}

function byName(headers: readonly HeaderPair[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    found.set(key, `${found.get(key) ?? ''}\n${value}`)
  }
  return found
}

function areSame(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((byte, at) => byte === other[at])
}
