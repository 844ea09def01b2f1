// What the sender was answered, by what, and how fast.

import { duration } from '../../server/wire/durations.ts'
import { statusTone } from '../../server/wire/tones.ts'
import { answeredBy, passThroughHeadline, shownStatus } from '../text/describe.ts'
import type { TabProps } from './detail-pane.tsx'

export function ResponseTab({ request: { response, provider, state } }: TabProps) {
  if (!response) {
    return (
      <p class="nothing">
        {state === 'aborted'
          ? 'The sender had hung up: nobody was left to answer.'
          : 'No answer was sent.'}
      </p>
    )
  }
  return (
    <div class="overview">
      <p class="story">
        <span class={`big-status ${statusTone(response.status)}`}>{shownStatus(response)}</span>
        {why(response.by, provider?.label)}
      </p>
      <dl class="fact-list">
        <div>
          <dt>Answered by</dt>
          <dd>{answeredBy(response)}</dd>
        </div>
        {response.passThrough && (
          <div>
            <dt>Passed through</dt>
            <dd>
              {passThroughHeadline(response.passThrough)}{' '}
              <span class="muted">{response.passThrough.detail}</span>
            </dd>
          </div>
        )}
        <div>
          <dt>Decided after</dt>
          <dd>{duration(response.ms)}, from the request's first byte; stored before it was sent</dd>
        </div>
      </dl>
    </div>
  )
}

function why(by: 'default' | 'rule' | 'handshake' | 'relay', label: string | undefined): string {
  switch (by) {
    case 'default':
      return 'The bin answered as it answers everything that no rule speaks of.'
    case 'handshake':
      return `${label ?? 'The sender'} was checking the URL, and the bin answered as it demands.`
    case 'relay':
      return 'Your own server answered, through the relay.'
    case 'rule':
      return 'A rule of the bin matched and answered.'
  }
}
