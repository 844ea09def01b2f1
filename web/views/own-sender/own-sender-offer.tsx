// On a request that no known sender explains: the offer to find out how its own sender signs.

import '../../styles/own-sender-part.css'
import { useSignal } from '@preact/signals'
import { useRef } from 'preact/hooks'
import type { CapturedRequest, RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { findSignature } from '../../text/own-sender.ts'
import { Button } from '../../ui/button.tsx'
import { useSecrets } from '../secrets/use-secrets.ts'
import { FindOut } from './find-out.tsx'

export interface OwnSenderOfferProps {
  readonly session: BinSession
  readonly request: RequestSummary
  /** Undefined until it is loaded. */
  readonly captured: CapturedRequest | undefined
}

export function OwnSenderOffer({ session, request, captured }: OwnSenderOfferProps) {
  const { actions, canChange } = useInspector()
  const isOpen = useSignal(false)
  const button = useRef<HTMLButtonElement>(null)
  const secrets = useSecrets(session)
  const isUnexplained = !request.provider || request.signature?.verdict === 'mismatch'
  const header = captured && findSignature(captured.headers)
  // What was found out here may have explained it meanwhile.
  if (!(isUnexplained || isOpen.value) || !captured || !canChange.value) return null
  secrets.want()

  function openForm() {
    session.kept.wantedProvider = 'custom'
    actions.openSettings('Secrets')
  }

  if (!header) {
    if (request.provider) return null
    return (
      <p class="own-offer muted">
        No header of it looks like a signature.{' '}
        <Button kind="plain" class="in-text" onClick={openForm}>
          Describe a sender of your own
        </Button>
      </p>
    )
  }
  if (isOpen.value) {
    return (
      <FindOut
        session={session}
        captured={captured}
        header={header}
        onForm={openForm}
        onClose={() => {
          isOpen.value = false
          // Once the button is there again.
          queueMicrotask(() => button.current?.focus())
        }}
      />
    )
  }
  return (
    <div class="own-offer">
      <p class="muted">
        <code>{header}</code> looks like a signature. Signed by a sender of your own? Enter its
        secret, and Hooklens finds out how it signs.
      </p>
      <Button
        icon="key"
        class="remedy"
        buttonRef={button}
        aria-expanded={false}
        onClick={() => {
          isOpen.value = true
        }}
      >
        Find out how it signs…
      </Button>
    </div>
  )
}
