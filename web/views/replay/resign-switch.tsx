// Whether the signature is made anew, and why that may be needed; where there is nothing to sign with, what it takes.

import { useRef } from 'preact/hooks'
import { gap } from '../../../server/wire/durations.ts'
import type { ProviderInfo } from '../../../server/wire/providers.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import type { Signer } from '../../state/signing.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'
import { DevelopmentKeyPart } from '../secrets/development-key.tsx'

export interface ResignSwitchProps {
  readonly session: BinSession
  readonly form: ReplayForm
  readonly request: RequestSummary
  readonly signer: Signer
}

export function ResignSwitch({ session, form, request, signer }: ResignSwitchProps) {
  const { clock } = useInspector()
  const { replay, draft } = form
  const { provider, signsWith, isReady } = signer
  const { id } = provider
  const isEdited = draft.edited.value.includes('body')
  const why = reasonFor(provider, clock.now.value - request.receivedAt, isEdited)
  const takesSecret = signsWith.includes('secret')
  const needs = takesSecret ? 'this bin needs its secret' : 'it takes a development key'
  return (
    <div class="resign">
      {isReady ? (
        <Switch
          name="Sign anew"
          text={why}
          isOn={replay.targets.value.resigned.includes(id)}
          onChange={(isOn) => replay.setResigned(id, isOn)}
        />
      ) : (
        <Switch
          name="Sign anew"
          text={`${why} To sign it anew, ${needs}.`}
          isOn={false}
          isDisabled
          onChange={() => {}}
        />
      )}
      {!takesSecret ? (
        <KeyPart session={session} provider={provider} isReady={isReady} />
      ) : (
        !isReady && <AddSecret session={session} provider={id} />
      )}
    </div>
  )
}

function AddSecret({ session, provider }: { session: BinSession; provider: string }) {
  const { actions } = useInspector()
  return (
    <Button
      icon="key"
      onClick={() => {
        session.kept.wantedProvider = provider
        actions.openSettings('Secrets')
      }}
    >
      Add the secret…
    </Button>
  )
}

/** Out of the way once there is one, unless it has just been made. */
function KeyPart(props: { session: BinSession; provider: ProviderInfo; isReady: boolean }) {
  const { session, provider, isReady } = props
  const wasReady = useRef(isReady)
  const part = <DevelopmentKeyPart session={session} provider={provider} />
  if (!wasReady.current) return part
  return (
    <details class="key-forms">
      <summary>The development key</summary>
      {part}
    </details>
  )
}

function reasonFor({ label, toleranceMs }: ProviderInfo, ageMs: number, isEdited: boolean): string {
  if (isEdited) return 'The body is edited, so the captured signature no longer fits.'
  if (toleranceMs === null) {
    return `No age makes a signature of ${label} wrong: the captured one fits as long as the body is not edited.`
  }
  const limit = gap(toleranceMs).replace(' ', '\u00a0')
  return ageMs > toleranceMs
    ? `The captured signature is ${gap(ageMs)} old; ${label}'s own library refuses it after ${limit}.`
    : `${label}'s own library refuses a signature that is older than ${limit}.`
}
