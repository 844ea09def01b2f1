// Stands in for a report while no request was answered by its rule: what to do for there to be one.

import type { ComponentChildren } from 'preact'
import type { BinSession } from '../../state/bin-session.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

export interface NothingYetProps {
  readonly session: Pick<BinSession, 'bin'>
  readonly children: ComponentChildren
}

export function NothingYet({ session, children }: NothingYetProps) {
  const url = session.bin.value?.captureUrl ?? ''
  return (
    <div class="report-empty">
      <h4>No request was answered by it yet</h4>
      <ol>
        <li>
          Have your sender send to{' '}
          <span class="report-url">
            <code>{url}</code> <CopyButton text={url} name="the capture URL" label="" />
          </span>
        </li>
        <li>
          Let it fail a few times: three retries show a backoff, two events or more show its jitter.
        </li>
        <li>Watch: its attempts and gaps appear here as they arrive.</li>
      </ol>
      {children}
    </div>
  )
}
