// A request that only validated the URL: what was answered, and why.

import type { AnswerRecord, ProviderMatch } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import { Button } from '../../ui/button.tsx'

export interface HandshakeFactProps {
  readonly provider: ProviderMatch
  readonly answer: AnswerRecord
}

export function HandshakeFact({ provider, answer }: HandshakeFactProps) {
  const { actions, canChange } = useInspector()
  const { label, event } = provider
  return (
    <>
      Handshake answered: {label} {event}.{' '}
      <span class="muted">
        {(answer.status ?? 0) < 400
          ? `${label} asked whether this URL is ready for webhooks, and got the answer it demands (${answer.status}).`
          : `${label} probes whether wrong signatures are refused, and this one was (${answer.status}).`}
      </span>{' '}
      {canChange.value && (
        <Button kind="plain" class="in-text" onClick={() => actions.openSettings('Handshakes')}>
          Handshake settings
        </Button>
      )}
    </>
  )
}
