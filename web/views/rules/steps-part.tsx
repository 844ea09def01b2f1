// What a rule answers: one response, or several one after the other, of which one is edited at a time.

import { useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { stepInWords } from '../../text/rules/describe-rule.ts'
import { flawsWithin, placeOfStep } from '../../text/rules/draft-flaws.ts'
import { moved } from '../../text/rules/rule-draft.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import type { RulePartProps } from './rule-editor.tsx'
import { StepForm } from './step-form.tsx'

export function StepsPart({ rules, rule }: RulePartProps) {
  const { canChange } = useInspector()
  const { steps } = rule
  const index = Math.min(rules.step.value, steps.length - 1)
  const step = steps[index]

  const list = useRef<HTMLOListElement>(null)

  // Among many, the one that is edited is in sight. Only the list scrolls, not what it is in.
  useLayoutEffect(() => {
    const around = list.current?.getBoundingClientRect()
    const own = list.current?.children[index]?.getBoundingClientRect()
    if (!around || !own) return
    const aside = Math.min(own.left - around.left, 0) + Math.max(own.right - around.right, 0)
    const down = Math.min(own.top - around.top, 0) + Math.max(own.bottom - around.bottom, 0)
    list.current?.scrollBy(aside, down)
  }, [index, steps.length])

  function put(next: typeof steps, shown: number, said: string) {
    rules.changeRule(rule.id, { steps: next })
    rules.step.value = shown
    rules.said.value = said
  }

  function add() {
    // What is to change comes before what stays.
    const added = step ? { ...step } : { status: 200 }
    put(steps.toSpliced(index + 1, 0, added), index + 1, `Response ${index + 2} was added.`)
  }

  function move(by: number) {
    const to = index + by
    put(moved(steps, index, to), to, `Response moved to ${to + 1} of ${steps.length}`)
  }

  return (
    <fieldset class="rule-part">
      <legend>Then</legend>
      <div class="steps-head">
        {steps.length > 1 && (
          <ol class="steps" ref={list} aria-label="Responses, one after the other">
            {steps.map((one, at) => (
              <li key={at}>
                <button
                  type="button"
                  class="step"
                  aria-current={at === index ? 'true' : undefined}
                  onClick={() => {
                    rules.step.value = at
                  }}
                >
                  <span class="off-screen">Response </span>
                  <span class="muted">{at + 1}</span> {stepInWords(one)}
                  {flawsWithin(rules.editor.flaws.value, placeOfStep(rule.id, at)).length > 0 && (
                    <Icon name="warning" />
                  )}
                </button>
              </li>
            ))}
            <li class="muted">{rule.loop ? 'and again from 1' : `${steps.length} stays`}</li>
          </ol>
        )}
        {canChange.value && (
          <span class="step-tools">
            {steps.length > 1 && (
              <>
                <IconButton
                  icon="back"
                  label={`Move response ${index + 1} earlier`}
                  disabled={index === 0}
                  onClick={() => move(-1)}
                />
                <IconButton
                  icon="back"
                  class="is-turned"
                  label={`Move response ${index + 1} later`}
                  disabled={index === steps.length - 1}
                  onClick={() => move(1)}
                />
                <IconButton
                  icon="trash"
                  label={`Remove response ${index + 1}`}
                  onClick={() =>
                    put(
                      steps.toSpliced(index, 1),
                      Math.max(0, index - 1),
                      `Response ${index + 1} was removed.`,
                    )
                  }
                />
              </>
            )}
            <Button icon="plus" onClick={add}>
              {steps.length > 1 ? 'Next response' : 'Then another'}
            </Button>
          </span>
        )}
      </div>
      {step && <StepForm key={index} rules={rules} owner={rule.id} index={index} step={step} />}
    </fieldset>
  )
}
