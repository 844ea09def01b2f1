// Which header tells an event apart from others, for senders that follow a convention and are not known besides.

import type { HeaderPair } from '../wire/requests.ts'

/**
 * Those that are the same for all attempts by their own definition; a request id is new for each with many senders.
 * https://datatracker.ietf.org/doc/draft-ietf-httpapi-idempotency-key-header/
 */
const names: readonly string[] = ['idempotency-key', 'x-idempotency-key', 'webhook-id', 'ce-id']

/** Undefined where it carries none. */
export function eventIdOf(headers: readonly HeaderPair[]): string | undefined {
  const found = headers.find(([name, value]) => value !== '' && names.includes(name.toLowerCase()))
  return found && `${found[0].toLowerCase()} ${found[1]}`
}
