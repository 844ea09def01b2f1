// What came back, and how it differs from the attempt before.

import { useEffect, useMemo, useRef } from 'preact/hooks'
import type { Delivery, DeliveryWithBody } from '../../../server/wire/deliveries.ts'
import type { Seq } from '../../../server/wire/ids.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { createLoader } from '../../state/load.ts'
import { fromBase64 } from '../../state/request-detail.ts'
import { compareAnswers } from '../../text/compare-answers.ts'
import { outcomeText } from '../../text/describe.ts'
import { timeAgo } from '../../text/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Banner } from '../banner.tsx'
import { DeliveryResult } from '../delivery-result.tsx'

export interface ReplayResultProps {
  readonly session: BinSession
  readonly seq: Seq
}

export function ReplayResult({ session, seq }: ReplayResultProps) {
  const state = session.replay.state.value
  // A result of another request is to be found with that one.
  const isOwn = 'seq' in state && state.seq === seq
  const box = useRef<HTMLDivElement>(null)
  const isOver = isOwn && (state.type === 'done' || state.type === 'failed')

  useEffect(() => {
    // Below a long edit it would go unseen.
    const top = box.current?.getBoundingClientRect().top ?? 0
    if (isOver && top > window.innerHeight * 0.6) box.current?.scrollIntoView({ block: 'start' })
  }, [isOver])

  return (
    <div class="drawer-result" aria-live="polite" ref={box}>
      {isOwn && state.type === 'done' ? (
        <Outcome session={session} seq={seq} delivery={state.delivery} />
      ) : (
        <>
          {isOwn && state.type === 'failed' && <Banner tone="bad" headline={state.message} />}
          {state.type !== 'sending' && <LastAttempt session={session} seq={seq} />}
        </>
      )}
    </div>
  )
}

function Outcome({ session, seq, delivery }: Required<LastAttemptProps>) {
  const body = useMemo(() => {
    const bytes = fromBase64(delivery.bodyBase64)
    return createLoader(() => Promise.resolve(bytes), new AbortController().signal)
  }, [delivery])
  return (
    <DeliveryResult delivery={delivery} body={body} key={delivery.id}>
      <LastAttempt session={session} seq={seq} delivery={delivery} />
    </DeliveryResult>
  )
}

interface LastAttemptProps extends ReplayResultProps {
  /** The one just made, which the last one came before. */
  readonly delivery?: DeliveryWithBody
}

function LastAttempt({ session, seq, delivery }: LastAttemptProps) {
  const { actions, clock } = useInspector()
  const detail = session.details.get(seq)
  detail.deliveries.want()
  const list = detail.deliveries.state.value
  if (list.type !== 'loaded') return null
  const at = delivery ? list.value.findIndex(({ id }) => id === delivery.id) : -1
  // What was just made may not be in the list yet.
  const last = list.value[at + 1]
  if (!last) return null
  return (
    <section class="last-attempt" aria-label="The attempt before">
      <p class="muted">
        {delivery ? 'The attempt before' : 'Last attempt'},{' '}
        {timeAgo(last.createdAt, clock.now.value)}: {outcomeText(last)}
      </p>
      {delivery && <Differences session={session} seq={seq} before={last} after={delivery} />}
      {delivery && (
        <Button icon="compare" onClick={() => actions.compareDeliveries(last.id, delivery.id)}>
          Compare
        </Button>
      )}
    </section>
  )
}

interface DifferencesProps extends ReplayResultProps {
  readonly before: Delivery
  readonly after: DeliveryWithBody
}

function Differences({ session, seq, before, after }: DifferencesProps) {
  const loader = session.details.get(seq).deliveryBody(before.id)
  loader.want()
  const state = loader.state.value
  const bytes = useMemo(() => fromBase64(after.bodyBase64), [after])
  if (state.type !== 'loaded') return null
  return <p>{compareAnswers(before, state.value, after, bytes)}</p>
}
