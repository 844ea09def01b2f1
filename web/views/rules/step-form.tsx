// One response: status and body at hand, what is rarer folded away.

import type { RuleResponse } from '../../../server/wire/rules/rules.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { placeOfStep } from '../../text/rules/draft-flaws.ts'
import { BodyPart } from './body-part.tsx'
import { HeadersPart } from './headers-part.tsx'
import { StatusPart } from './status-part.tsx'
import { TimingPart } from './timing-part.tsx'

export interface StepFormProps {
  readonly rules: RulesPage
  /** The id of the rule, or `default`. */
  readonly owner: string
  readonly index: number
  readonly step: RuleResponse
}

export interface StepPartProps {
  readonly rules: RulesPage
  readonly place: string
  readonly step: RuleResponse
  readonly onChange: (change: Partial<RuleResponse>) => void
}

export function StepForm({ rules, owner, index, step }: StepFormProps) {
  const part: StepPartProps = {
    rules,
    place: placeOfStep(owner, index),
    step,
    onChange: (change) => rules.changeStep(owner, index, change),
  }
  const isSilent = step.end === 'hang' || step.end === 'reset'
  return (
    <div class="step-form">
      {isSilent ? (
        <p class="edit-note">
          {step.end === 'hang'
            ? 'No answer is sent: the connection stays open until the sender gives up.'
            : 'No answer is sent: the connection is torn down.'}
        </p>
      ) : (
        <>
          <StatusPart {...part} />
          <HeadersPart {...part} />
          <BodyPart {...part} />
        </>
      )}
      <TimingPart {...part} isDefault={owner === 'default'} />
    </div>
  )
}
