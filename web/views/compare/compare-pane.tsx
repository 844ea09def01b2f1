// The pane that stands in place of a request while two are compared, or two deliveries of it.

import '../../styles/compare-part.css'
import type { Seq } from '../../../server/wire/ids.ts'
import { useInspector } from '../../context.ts'
import type { Compared } from '../../router.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { Button } from '../../ui/button.tsx'
import { CompareDeliveries } from './compare-deliveries.tsx'
import { CompareRequests } from './compare-requests.tsx'

export interface ComparePaneProps {
  readonly session: BinSession
  /** The open request: the right side, or the one whose deliveries are compared. */
  readonly seq: Seq
  readonly compared: Compared
}

export function ComparePane({ session, seq, compared }: ComparePaneProps) {
  const { actions } = useInspector()
  if (compared.type === 'request' && compared.seq === seq) {
    return (
      <div class="detail is-none">
        <p>
          This is the same request on both sides.{' '}
          <Button onClick={actions.closeCompare}>Back to #{seq}</Button>
        </p>
      </div>
    )
  }
  return (
    <article class="detail compare" aria-label="Comparison">
      {compared.type === 'request' ? (
        <CompareRequests
          key={`${compared.seq} ${seq}`}
          session={session}
          left={compared.seq}
          right={seq}
        />
      ) : (
        <CompareDeliveries
          key={`${compared.left} ${compared.right}`}
          session={session}
          left={compared.left}
          right={compared.right}
        />
      )}
    </article>
  )
}
