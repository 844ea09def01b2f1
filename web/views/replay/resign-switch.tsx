// Whether the signature is made anew, and why that may be needed; without a secret, where to give one.

import type { ProviderInfo } from '../../../server/wire/providers.ts'
import type { RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { ReplayForm } from '../../state/replay-form.ts'
import { gap } from '../../text/format-time.ts'
import { Button } from '../../ui/button.tsx'
import { Switch } from '../../ui/switch.tsx'

export interface ResignSwitchProps {
  readonly form: ReplayForm
  readonly request: RequestSummary
  readonly provider: ProviderInfo
  readonly hasSecret: boolean
}

export function ResignSwitch({ form, request, provider, hasSecret }: ResignSwitchProps) {
  const { clock, actions } = useInspector()
  const { replay, draft } = form
  const { id, label } = provider
  const isEdited = draft.edited.value.includes('body')
  const why = reasonFor(provider, clock.now.value - request.receivedAt, isEdited)
  if (!hasSecret) {
    return (
      <div class="resign-none">
        <Switch
          name="Sign anew"
          text={`${why} To sign it anew, this bin needs a secret of ${label}.`}
          isOn={false}
          isDisabled
          onChange={() => {}}
        />
        <Button icon="key" onClick={() => actions.openSettings('Secrets')}>
          Add the secret…
        </Button>
      </div>
    )
  }
  return (
    <Switch
      name="Sign anew"
      text={why}
      isOn={replay.targets.value.resigned.includes(id)}
      onChange={(isOn) => replay.setResigned(id, isOn)}
    />
  )
}

function reasonFor({ label, toleranceMs }: ProviderInfo, ageMs: number, isEdited: boolean): string {
  if (isEdited) return 'The body is edited, so the captured signature no longer fits.'
  if (toleranceMs === null) {
    return `${label} signs no time: the captured signature stays right as long as the body is not edited.`
  }
  const limit = gap(toleranceMs).replace(' ', '\u00a0')
  return ageMs > toleranceMs
    ? `The captured signature is ${gap(ageMs)} old; ${label}'s own library refuses it after ${limit}.`
    : `${label}'s own library refuses a signature that is older than ${limit}.`
}
