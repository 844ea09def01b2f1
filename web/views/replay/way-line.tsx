// Who will connect to the target: this server, a relay, or nobody yet, with the command that changes that.

import type { DeliveryWay } from '../../../server/wire/deliveries.ts'
import type { Way } from '../../state/way.ts'
import { Segments } from '../../ui/segments.tsx'
import { Banner } from '../banner.tsx'
import { RelayCommand } from '../relay-command.tsx'

const ways: readonly { readonly id: DeliveryWay; readonly label: string }[] = [
  { id: 'relay', label: 'Relay' },
  { id: 'server', label: 'Server' },
]

export function WayLine({ way, ownerKey }: { way: Way; ownerKey: string }) {
  const choice = way.choice.value
  if (choice?.type === 'denied') return <Banner tone="bad" headline={choice.message} />
  if (choice?.type === 'none') {
    return (
      <div class="way-none" role="note">
        <p>{choice.message}</p>
        <p class="muted">To deliver from a machine that reaches it, run there:</p>
        <RelayCommand command={choice.command} ownerKey={ownerKey} />
      </div>
    )
  }
  const via = choice?.via
  return (
    <p class="way-line">
      {way.hasRelay.value && via ? (
        <>
          <span class="muted">By</span>
          <Segments
            name="By"
            items={ways}
            chosen={via}
            onChoose={(id) => {
              way.wanted.value = id
            }}
          />
          <span class="muted">
            {via === 'relay' ? 'from the machine it runs on' : 'from where Hooklens runs'}
          </span>
        </>
      ) : (
        <span class="muted">
          {via === 'server' && 'By the server, from where Hooklens runs.'}
          {via === 'relay' && 'By the relay, from the machine it runs on.'}
        </span>
      )}
    </p>
  )
}
