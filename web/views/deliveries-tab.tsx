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
import { MenuItem, Popover } from '../ui/popover.tsx'
import { DeliveryFacts } from './delivery-facts.tsx'
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
                others={deliveries}
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
  /** All attempts, this one among them. */
  readonly others: readonly Delivery[]
}

function Attempt({ delivery, detail, number, isFirst, others }: AttemptProps) {
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
        <DeliveryFacts delivery={delivery} />
        <time title={fullTime(delivery.createdAt)}>
          {timeAgo(delivery.createdAt, clock.now.value)}
        </time>
      </button>
      {isOpen.value && (
        <div class="delivery-inside">
          <CompareAttempt delivery={delivery} all={others} />
          <DeliveryResult delivery={delivery} body={detail.deliveryBody(delivery.id)} />
        </div>
      )}
    </li>
  )
}

/** With the attempt before it at once, or with any other. */
function CompareAttempt({ delivery, all }: { delivery: Delivery; all: readonly Delivery[] }) {
  const { actions } = useInspector()
  const at = all.indexOf(delivery)
  const before = all[at + 1]
  if (all.length < 2) return null
  const numberOf = (index: number) => all.length - index
  // The older one on the left.
  const compare = (other: Delivery) => {
    const [newer, older] = all.indexOf(other) < at ? [other, delivery] : [delivery, other]
    actions.compareDeliveries(older.id, newer.id)
  }
  return (
    <div class="compare-attempt">
      {before && (
        <Button icon="compare" onClick={() => compare(before)}>
          Compare with the attempt before
        </Button>
      )}
      {all.length > (before ? 2 : 1) && (
        <Popover name="Compare with another attempt" label="Compare with…" kind="outlined">
          {(close) =>
            all.map((other, index) =>
              other === delivery ? null : (
                <MenuItem
                  key={other.id}
                  onClick={() => {
                    close()
                    compare(other)
                  }}
                >
                  {numberOf(index)}: {outcomeText(other)}
                </MenuItem>
              ),
            )
          }
        </Popover>
      )}
    </div>
  )
}
