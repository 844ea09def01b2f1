// How far the verdicts of a provider's requests have been computed anew, and its end.

import '../../styles/secrets-part.css'
import { assertNever } from '../../../server/wire/assert-never.ts'
import type { Checking } from '../../../server/wire/verdicts.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { counted } from '../../text/format-size.ts'
import { Button } from '../../ui/button.tsx'
import { useSecrets } from './use-secrets.ts'

export interface CheckingLineProps {
  readonly session: BinSession
  /** A provider's id. */
  readonly provider: string
  /** Nothing once it has come to a good end. */
  readonly isBrief?: boolean
}

export function CheckingLine({ session, provider, isBrief = false }: CheckingLineProps) {
  const { toasts, canChange } = useInspector()
  const secrets = useSecrets(session)
  const checking = session.checking.value.get(provider)
  if (!checking || (isBrief && checking.state === 'done')) return null
  const isRunning = checking.state === 'running'
  const { done, total } = checking
  return (
    <div class="checking">
      {isRunning && <progress max={total || 1} value={done} aria-label="Requests checked" />}
      {/* What changes many times a second is not read out each time. */}
      <p class="muted" role={isRunning ? undefined : 'status'}>
        {checkingText(checking)}
      </p>
      {isRunning && canChange.value && (
        <Button
          onClick={() => {
            secrets.cancelCheck(provider).catch((error: unknown) => toasts.error(messageOf(error)))
          }}
        >
          Cancel
        </Button>
      )}
    </div>
  )
}

function checkingText({ state, done, total, changed }: Checking): string {
  const ofAll = `${done.toLocaleString('en')} of ${total.toLocaleString('en')}`
  switch (state) {
    case 'running':
      return total === 0 ? 'Checking its requests…' : `Checking ${ofAll}…`
    case 'done':
      return `${counted(total, 'request')} checked anew, ${counted(changed, 'verdict')} changed.`
    case 'cancelled':
      return `Stopped after ${ofAll}: the others keep the verdict they had.`
    case 'failed':
      return `Failed after ${ofAll}; the server's log says why.`
    default:
      return assertNever(state)
  }
}
