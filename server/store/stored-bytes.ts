// What a request counts against the limits of its bin and of the store (C6), the same on every back-end.

import type { HeaderPair } from '../wire/requests.ts'
import type { NewRequest } from './store.ts'

/** Body and head alike: else a flood of bodiless requests with large headers would fill the disk uncounted. */
export function storedBytes(request: NewRequest): number {
  return (
    request.body.byteLength +
    request.target.length +
    textBytes(request.headers) +
    textBytes(request.trailers)
  )
}

function textBytes(pairs: readonly HeaderPair[]): number {
  let bytes = 0
  for (const [name, value] of pairs) bytes += name.length + value.length
  return bytes
}
