// What messages after the Standard Webhooks specification have in common, under either set of header names.

import type { Evidence, Recognised } from '../provider.ts'
import type { JsonView } from './json-view.ts'
import { joinParts } from './plain-text.ts'

/** GoCardless has a header of the signature's name, but no id. */
export function messageId({ headers }: Evidence, names: 'webhook' | 'svix'): string | undefined {
  return headers.has(`${names}-signature`) ? headers.get(`${names}-id`) : undefined
}

/** As the specification has the body: `type` beside `data`. */
export function tellMessage(id: string, payload: JsonView): Recognised {
  const data = payload.at('data')
  return {
    event: payload.firstText(['type', 'eventType']) ?? null,
    deliveryId: id,
    gist: joinParts(
      data.text('name'),
      data.text('id') ?? payload.text('id'),
      data.text('status') ?? payload.text('status'),
    ),
  }
}
