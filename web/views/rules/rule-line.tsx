// One rule in the list: its place, what it takes and answers, how often it did, and whether it is on.

import { useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { titleOf } from '../../state/rules-page.ts'
import { answersInWords } from '../../text/rules/describe-rule.ts'
import { flawsWithin } from '../../text/rules/draft-flaws.ts'
import { type DraftRule, withRule } from '../../text/rules/rule-draft.ts'
import { MoveHandle } from '../../ui/move-handle.tsx'
import { Changed, Wrong } from './rule-list.tsx'

export interface RuleLineProps {
  readonly rules: RulesPage
  readonly rule: DraftRule
  readonly index: number
  readonly isOpen: boolean
  readonly onMove: (by: number) => void
}

export function RuleLine({ rules, rule, index, isOpen, onMove }: RuleLineProps) {
  const { actions, canChange } = useInspector()
  const { editor, session, answered } = rules
  const line = useRef<HTMLLIElement>(null)
  useLayoutEffect(() => {
    if (isOpen) line.current?.scrollIntoView({ block: 'nearest' })
  }, [isOpen])
  const count = answered.value.get(rule.id) ?? 0
  const title = useTitle(rules, rule)
  const isOff = rule.off === true
  const isAlone = editor.draft.value?.rules.length === 1

  async function turn(isOn: boolean) {
    const isSaved = await editor.changeNow((draft) =>
      withRule(draft, rule.id, { off: isOn ? undefined : true }),
    )
    const now = isSaved ? 'from the next request on' : 'once it is saved'
    rules.said.value = `${titleOf(rule)} is ${isOn ? 'on' : 'off'} ${now}.`
  }

  return (
    <li ref={line} class={`rule-line ${isOpen ? 'is-open' : ''} ${isOff ? 'is-off' : ''}`}>
      {canChange.value && !isAlone && (
        <MoveHandle name={titleOf(rule)} number={index + 1} line={line} onMove={onMove} />
      )}
      <span class="rule-number">{index + 1}</span>
      <button
        type="button"
        class="rule-open"
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => actions.openRules(rule.id)}
      >
        <span class="rule-title">{title}</span>
        <span class="rule-answers">
          {answersInWords(rule)}
          {rule.overrides && rule.overrides.length > 0 && ' · comes first'}
          {isOff && ' · off'}
        </span>
      </button>
      <span class="rule-marks">
        {flawsWithin(editor.flaws.value, rule.id).length > 0 ? (
          <Wrong />
        ) : (
          editor.changes.value.has(rule.id) && <Changed />
        )}
        {count > 0 && (
          <span
            class="rule-count muted"
            title={`Answered ${count} of the ${session.loaded.value.length} requests that are loaded`}
          >
            {count}×
          </span>
        )}
      </span>
      <input
        type="checkbox"
        role="switch"
        class="switch"
        aria-label={`${titleOf(rule)} is on`}
        title={isOff ? 'Off: it is not asked' : 'On'}
        checked={!isOff}
        aria-checked={!isOff}
        disabled={!canChange.value}
        onChange={(event) => turn(event.currentTarget.checked)}
      />
    </li>
  )
}

/** Its name, or its filter in words, as far as these are here. */
function useTitle({ session }: RulesPage, rule: DraftRule): string {
  if (rule.name) return rule.name
  if (rule.when.trim() === '') return 'Every request'
  const reading = session.filter.language.read(rule.when)
  return reading?.type === 'filter' ? reading.sentence.replace(/\.$/, '') : rule.when
}
