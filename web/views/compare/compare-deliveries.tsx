// Fetches two deliveries of a request with what came back, and lays them beside each other.

import { useMemo } from 'preact/hooks'
import type { DeliveryWithBody } from '../../../server/wire/deliveries.ts'
import { useInspector } from '../../context.ts'
import { formatRoute } from '../../router.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createLoader } from '../../state/load.ts'
import { fromBase64 } from '../../state/request-detail.ts'
import { deliverySections } from '../../text/compare/sides.ts'
import { outcomeText } from '../../text/describe.ts'
import { timeOfDay } from '../../text/format-time.ts'
import { Comparison } from './comparison.tsx'
import { LoadedSides } from './loaded-sides.tsx'
import { SideHead } from './side-head.tsx'

export interface CompareDeliveriesProps {
  readonly session: BinSession
  /** Ids. */
  readonly left: string
  readonly right: string
}

export function CompareDeliveries({ session, left, right }: CompareDeliveriesProps) {
  const loader = useMemo(() => {
    const { signal } = new AbortController()
    return createLoader(
      () => Promise.all([left, right].map((id) => session.api.getDelivery(id, signal))),
      signal,
    )
  }, [session, left, right])
  return (
    <LoadedSides loader={loader}>{(one, other) => <Both left={one} right={other} />}</LoadedSides>
  )
}

interface BothProps {
  readonly left: DeliveryWithBody
  readonly right: DeliveryWithBody
}

function Both({ left, right }: BothProps) {
  const { actions } = useInspector()
  const sections = useMemo(() => deliverySections(left, right), [left, right])
  const bodies = useMemo(() => [bodyOf(left), bodyOf(right)] as const, [left, right])
  return (
    <Comparison
      heads={
        <>
          <DeliveryHead delivery={left} side="left" />
          <DeliveryHead delivery={right} side="right" />
        </>
      }
      sections={sections}
      left={bodies[0]}
      right={bodies[1]}
      onSwap={actions.swapSides}
      onClose={actions.closeCompare}
    />
  )
}

function bodyOf({ outcome, bodyBase64 }: DeliveryWithBody) {
  const headers = outcome.type === 'response' ? outcome.headers : []
  const [, contentType = null] = headers.find(([name]) => /^content-type$/i.test(name)) ?? []
  return { bytes: fromBase64(bodyBase64), contentType }
}

interface DeliveryHeadProps {
  readonly delivery: DeliveryWithBody
  readonly side: 'left' | 'right'
}

function DeliveryHead({ delivery, side }: DeliveryHeadProps) {
  const { place, actions } = useInspector()
  const route = place.value
  return (
    <SideHead
      side={side}
      number={timeOfDay(delivery.createdAt)}
      title={outcomeText(delivery)}
      about={delivery.target}
      href={route ? formatRoute({ ...route, tab: 'deliveries', compare: undefined }) : ''}
      onOpen={() => actions.showTab('deliveries')}
    />
  )
}
