// Sends, and while that goes on counts the seconds and cancels.

import { useLayoutEffect, useRef } from 'preact/hooks'
import type { CapturedRequest } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import { flawsOf, isSound } from '../../text/replay-edit.ts'
import { Button } from '../../ui/button.tsx'
import { Key, modifier } from '../../ui/key.tsx'

export interface SendButtonProps {
  readonly form: ReplayForm
  readonly captured: CapturedRequest | undefined
}

export function SendButton({ form, captured }: SendButtonProps) {
  const { replay, draft } = form
  const state = replay.state.value
  const button = useRef<HTMLButtonElement>(null)
  const isSending = state.type === 'sending'
  const isOften = form.repeat.times.value > 1
  const isWrong = captured && !isSound(flawsOf(draft.changes.value, captured))

  useLayoutEffect(() => {
    // The other button had the focus and took it along.
    if (document.activeElement === document.body) button.current?.focus({ preventScroll: true })
  }, [isSending])

  return (
    <div class="send-bar">
      {state.type === 'sending' ? (
        // Keyed apart: were one button turned into the other under a click, cancelling would send again.
        <Button key="cancel" buttonRef={button} onClick={() => replay.cancel()} class="send">
          Cancel <Waited since={state.startedAt} />
        </Button>
      ) : (
        <Button
          key="send"
          buttonRef={button}
          kind="primary"
          type="submit"
          icon="send"
          class="send"
          disabled={isWrong === true}
          title={isWrong ? 'Something in the edit cannot be sent: see above' : 'Send'}
        >
          {isOften ? `Send ${form.repeat.times.value} times` : 'Send'}
          <span class="send-keys" aria-hidden="true">
            <Key name={modifier} />
            <Key name="Enter" />
          </span>
        </Button>
      )}
    </div>
  )
}

function Waited({ since }: { since: number }) {
  const { clock } = useInspector()
  const seconds = Math.max(0, Math.floor((clock.now.value - since) / 1000))
  return <span class="muted">{seconds > 0 ? `waiting for ${seconds} s` : 'waiting…'}</span>
}
