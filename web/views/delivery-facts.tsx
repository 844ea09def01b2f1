// The words that set a delivery apart, as small labels.

import type { Delivery } from '../../server/wire/deliveries.ts'
import { deliveryFacts } from '../text/describe-delivery.ts'

export function DeliveryFacts({ delivery }: { delivery: Delivery }) {
  return (
    <>
      {deliveryFacts(delivery).map(({ text, detail }) => (
        <span key={text} class="chip muted" title={detail}>
          {text}
        </span>
      ))}
    </>
  )
}
