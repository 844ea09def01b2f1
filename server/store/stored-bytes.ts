// What a request or a delivery counts against the limits of its bin and of the store (C6), the same on every back-end.

import type { Delivery } from '../wire/deliveries.ts'
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

/** The outcome and the kept bytes of the response's body. */
export function deliveryBytes(delivery: Delivery, body: Uint8Array): number {
  return JSON.stringify(delivery).length + body.byteLength
}

function textBytes(pairs: readonly HeaderPair[]): number {
  let bytes = 0
  for (const [name, value] of pairs) bytes += name.length + value.length
  return bytes
}
