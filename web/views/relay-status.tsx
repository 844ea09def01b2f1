// The relays that are connected to a bin, where each delivers to, and the command that connects another.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { timeAgo } from '../text/format-time.ts'
import { listenCommand } from '../text/listen-command.ts'
import { RelayCommand } from './relay-command.tsx'

export function RelayStatus({ session }: { session: BinSession }) {
  const { clock, canChange } = useInspector()
  const relays = session.relays.value
  const bin = session.bin.value
  const [target] = session.replay.targets.value.recent
  return (
    <>
      {relays.length === 0 ? (
        <p>
          No relay is connected. One delivers every request to a server on your own machine, as it
          comes, and replays go through it.
        </p>
      ) : (
        <ul class="relay-list" aria-label="Connected relays">
          {relays.map(({ id, targets, connectedAt, answers }) => (
            <li key={id}>
              <span>
                <i aria-hidden="true" />
                Connected <span class="muted">{timeAgo(connectedAt, clock.now.value)}</span>
                {answers && relays.length > 1 && <span class="muted"> · answers senders</span>}
              </span>
              {targets.map((to) => (
                <code key={to}>{to}</code>
              ))}
            </li>
          ))}
        </ul>
      )}
      {bin && canChange.value && (
        <>
          <p class="muted">
            {relays.length === 0 ? 'Run where your server runs:' : 'To connect another, run:'}
          </p>
          <RelayCommand command={listenCommand(bin, target)} ownerKey={session.key} />
        </>
      )}
    </>
  )
}
