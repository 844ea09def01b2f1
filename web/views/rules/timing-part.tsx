// How a response is brought about: late, in drips, broken off, or only by chance.

import { useId } from 'preact/hooks'
import { type Ending, endings } from '../../../server/wire/rules/rules.ts'
import { useInspector } from '../../context.ts'
import { endingWords } from '../../text/rules/delays.ts'
import { delayInWords, percent } from '../../text/rules/describe-rule.ts'
import { DelayField } from './delay-field.tsx'
import { Flaw } from './flaw.tsx'
import { NumberInput } from './number-input.tsx'
import type { StepPartProps } from './step-form.tsx'

export interface TimingPartProps extends StepPartProps {
  /** Below it is nothing to be asked, so that it has no chance. */
  readonly isDefault: boolean
}

export function TimingPart({ isDefault, ...part }: TimingPartProps) {
  const { rules, place, step, onChange } = part
  const { canChange } = useInspector()
  const id = useId()
  const flaws = rules.editor.flaws.value
  const { end = 'normal', drip, chance } = step
  const isWrong = ['delayMs', 'drip', 'chance'].some((name) => flaws.has(`${place}/${name}`))
  return (
    <details class="rule-more" open={isWrong || hintOf(step) !== ''}>
      <summary>
        {isDefault ? 'Delay and failure' : 'Delay, failure and chance'}{' '}
        <span class="muted">{hintOf(step)}</span>
      </summary>
      <fieldset class="rule-grid" disabled={!canChange.value}>
        <DelayField {...part} />
        <div class="rule-field">
          <label for={`${id}-end`}>Ending</label>
          <select
            id={`${id}-end`}
            class="field"
            aria-describedby={`${id}-end-what`}
            value={end}
            onChange={({ currentTarget }) => {
              const chosen = endings.find((one) => one === currentTarget.value)
              onChange({ end: chosen === 'normal' ? undefined : chosen })
            }}
          >
            {endings.map((one: Ending) => (
              <option key={one} value={one}>
                {endingWords[one].name}
              </option>
            ))}
          </select>
          <p id={`${id}-end-what`} class="muted">
            {endingWords[end].what}
          </p>
        </div>
        {end !== 'hang' && end !== 'reset' && (
          <div class="rule-field" data-place={`${place}/drip`}>
            <label for={`${id}-drip`}>Drip</label>
            <span class="with-unit">
              <NumberInput
                id={`${id}-drip`}
                value={drip?.bytesPerSecond}
                placeholder="at once"
                isWrong={flaws.has(`${place}/drip`)}
                describedBy={`${id}-drip-what`}
                onChange={(rate) =>
                  onChange({
                    drip: rate === undefined ? undefined : { ...drip, bytesPerSecond: rate },
                  })
                }
              />
              bytes a second
            </span>
            {drip && (
              <label class="check-line">
                <input
                  type="checkbox"
                  checked={drip.headers === true}
                  onChange={({ currentTarget }) =>
                    onChange({ drip: { ...drip, headers: currentTarget.checked || undefined } })
                  }
                />
                status line and headers too
              </label>
            )}
            <p id={`${id}-drip-what`} class="muted">
              A few bytes at a time: does the sender’s timeout count from the last byte, or in all?
            </p>
            <Flaw rules={rules} place={`${place}/drip`} id={`${id}-drip-flaw`} />
          </div>
        )}
        {!isDefault && (
          <div class="rule-field" data-place={`${place}/chance`}>
            <label for={`${id}-chance`}>Chance</label>
            <span class="with-unit">
              <NumberInput
                id={`${id}-chance`}
                value={chance === undefined ? undefined : Number((chance * 100).toFixed(4))}
                placeholder="100"
                isWrong={flaws.has(`${place}/chance`)}
                describedBy={`${id}-chance-what ${id}-chance-flaw`}
                onChange={(found) =>
                  onChange({ chance: found === undefined ? undefined : found / 100 })
                }
              />
              %
            </span>
            <p id={`${id}-chance-what`} class="muted">
              {chance === undefined || chance === 1
                ? 'It always answers.'
                : 'Otherwise the rules below are asked, as if this one did not match.'}
            </p>
            <Flaw
              rules={rules}
              place={`${place}/chance`}
              id={`${id}-chance-flaw`}
              inWords="A chance is above 0 and at most 100 %."
            />
          </div>
        )}
      </fieldset>
    </details>
  )
}

function hintOf({ delayMs, end, drip, chance }: StepPartProps['step']): string {
  const late = delayInWords(delayMs)
  return [
    late && `after ${late}`,
    drip && `${drip.bytesPerSecond.toLocaleString('en')} bytes a second`,
    end && end !== 'normal' && endingWords[end].name.toLowerCase(),
    chance !== undefined && chance < 1 && percent(chance),
  ]
    .filter(Boolean)
    .join(' · ')
}
