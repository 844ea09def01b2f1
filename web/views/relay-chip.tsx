// In the top bar: which relays are connected, or how to connect one.

import '../styles/relay-part.css'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { hostOf } from '../text/resolve-target.ts'
import { Popover } from '../ui/popover.tsx'
import { RelayStatus } from './relay-status.tsx'

export function RelayChip({ session }: { session: BinSession }) {
  const { canChange } = useInspector()
  const [first, ...others] = session.relays.value
  // Whoever only reads can connect none.
  if (!canChange.value && !first) return null
  const [target, ...more] = first?.targets ?? []
  const rest = others.length + more.length
  const label = (
    <>
      {first && <i aria-hidden="true" />}
      {target === undefined ? (
        <span>Connect a relay</span>
      ) : (
        <span>
          Relay<span class="relay-to"> → {hostOf(target)}</span>
        </span>
      )}
      {rest > 0 && <span class="muted">+{rest}</span>}
    </>
  )
  return (
    <Popover
      name={first ? 'Connected relays' : 'Connect a relay, to deliver to your machine'}
      label={label}
      align="end"
      class={`relay-chip ${first ? 'is-connected' : ''}`}
    >
      {() => (
        <div class="relay-panel">
          <RelayStatus session={session} />
        </div>
      )}
    </Popover>
  )
}
