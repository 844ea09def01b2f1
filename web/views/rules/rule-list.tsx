// Who may answer, in the order they are asked in: what comes before rules, the rules, and the default.

import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { titleOf } from '../../state/rules-page.ts'
import { answersInWords } from '../../text/rules/describe-rule.ts'
import { flawsWithin } from '../../text/rules/draft-flaws.ts'
import { newRule } from '../../text/rules/new-rule.ts'
import { withAdded, withMoved } from '../../text/rules/rule-draft.ts'
import { Button } from '../../ui/button.tsx'
import { Icon } from '../../ui/icons.tsx'
import { FirstLines } from './first-lines.tsx'
import { Flaw } from './flaw.tsx'
import { FirstPresets, PresetMenu } from './preset-menu.tsx'
import { RuleLine } from './rule-line.tsx'

export interface RuleListProps {
  readonly rules: RulesPage
  /** The id of the one that is open. */
  readonly open: string
}

export function RuleList({ rules, open }: RuleListProps) {
  const { actions, canChange, layout } = useInspector()
  const { editor, said } = rules
  const draft = editor.draft.value
  if (!draft) return null
  const isLastChanged = editor.changes.value.has('default')

  function add() {
    const rule = newRule()
    editor.change((now) => withAdded(now, rule))
    actions.openRules(rule.id)
    rules.wanted.value = `${rule.id}/when`
    said.value = 'A rule was added at the top.'
  }

  function move(index: number, by: number) {
    const rule = draft?.rules[index]
    const to = index + by
    if (!rule || to < 0 || to >= (draft?.rules.length ?? 0)) return
    editor.change((now) => withMoved(now, rule.id, to))
    said.value = `${titleOf(rule)} moved to ${to + 1} of ${draft?.rules.length}`
  }

  return (
    <nav class="rules-list" aria-label="Who answers, in order">
      {canChange.value && (
        <p class="rules-tools">
          <Button icon="plus" onClick={add}>
            Add a rule
          </Button>
          <PresetMenu rules={rules} />
        </p>
      )}
      <FirstLines editor={editor} />
      <div data-place="rules">
        <Flaw rules={rules} place="rules" id="rules-flaw" />
      </div>
      {draft.rules.length > 0 ? (
        <ol class="rule-lines" aria-label="Rules">
          {draft.rules.map((rule, index) => (
            <RuleLine
              key={rule.id}
              rules={rules}
              rule={rule}
              index={index}
              isOpen={rule.id === open}
              onMove={(by) => move(index, by)}
            />
          ))}
        </ol>
      ) : (
        <p class="rules-none muted">No rules yet: the default below answers.</p>
      )}
      <div class={`rule-line is-fixed ${open === 'default' ? 'is-open' : ''}`}>
        <span class="rule-number" aria-hidden="true">
          {' '}
        </span>
        <button
          type="button"
          class="rule-open"
          aria-current={open === 'default' ? 'true' : undefined}
          onClick={() => actions.openRules('default')}
        >
          <span class="rule-title">Everything else</span>
          <span class="rule-answers">
            {draft.default ? answersInWords({ steps: [draft.default] }) : '200 {"ok":true}'}
          </span>
        </button>
        <span class="rule-marks">
          {flawsWithin(editor.flaws.value, 'default').length > 0 ? (
            <Wrong />
          ) : (
            isLastChanged && <Changed />
          )}
        </span>
      </div>
      {layout.isNarrow.value && canChange.value && draft.rules.length === 0 && (
        <div class="no-rule">
          <FirstPresets rules={rules} />
        </div>
      )}
    </nav>
  )
}

export function Wrong() {
  return (
    <span class="chip bad" title="Something in it is wrong">
      <Icon name="warning" />
      wrong
    </span>
  )
}

export function Changed() {
  return (
    <span class="rule-unsaved warn" title="Not saved yet">
      <Icon name="dot" />
      <span class="off-screen">not saved</span>
    </span>
  )
}
