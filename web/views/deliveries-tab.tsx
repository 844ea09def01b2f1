// Every attempt to send this request on, newest first.

import { useSignal } from '@preact/signals'
import type { Delivery } from '../../server/wire/deliveries.ts'
import { useInspector } from '../context.ts'
import type { RequestDetail } from '../state/request-detail.ts'
import { isFailure, outcomeText } from '../text/describe.ts'
import { fullTime, timeAgo } from '../text/format-time.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Loaded } from '../ui/loading.tsx'
import { DeliveryResult } from './delivery-result.tsx'
import type { TabProps } from './detail-pane.tsx'

export function DeliveriesTab({ detail }: TabProps) {
  const { actions, canChange } = useInspector()
  return (
    <Loaded loader={detail.deliveries}>
      {(deliveries) =>
        deliveries.length === 0 ? (
          <div class="nothing">
            <p>This request has not been sent on yet.</p>
            {canChange.value && (
              <Button icon="replay" onClick={actions.openReplay}>
                Replay it…
              </Button>
            )}
          </div>
        ) : (
          <ol class="deliveries">
            {deliveries.map((delivery, index) => (
              <Attempt
                key={delivery.id}
                delivery={delivery}
                detail={detail}
                number={deliveries.length - index}
                isFirst={index === 0}
              />
            ))}
          </ol>
        )
      }
    </Loaded>
  )
}

interface AttemptProps {
  readonly delivery: Delivery
  readonly detail: RequestDetail
  readonly number: number
  readonly isFirst: boolean
}

function Attempt({ delivery, detail, number, isFirst }: AttemptProps) {
  const { clock } = useInspector()
  const isOpen = useSignal(isFirst)
  const isBad = isFailure(delivery)
  return (
    <li>
      <button
        type="button"
        class="delivery-line"
        aria-expanded={isOpen.value}
        onClick={() => {
          isOpen.value = !isOpen.value
        }}
      >
        <Icon name="chevron" />
        <span class="muted">{number}</span>
        <span class={isBad ? 'bad' : 'ok'}>
          <Icon name={isBad ? 'close' : 'check'} />{' '}
          {isOpen.value && delivery.outcome.type === 'error' ? 'Failed' : outcomeText(delivery)}
        </span>
        <code>{delivery.request.url}</code>
        <time title={fullTime(delivery.createdAt)}>
          {timeAgo(delivery.createdAt, clock.now.value)}
        </time>
      </button>
      {isOpen.value && (
        <div class="delivery-inside">
          <DeliveryResult delivery={delivery} body={detail.deliveryBody(delivery.id)} />
        </div>
      )}
    </li>
  )
}
