// The rule that is open: when it answers, what, and how often.

import { useId } from 'preact/hooks'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { titleOf } from '../../state/rules-page.ts'
import { placeAt } from '../../text/rules/draft-flaws.ts'
import { newRuleId } from '../../text/rules/new-rule.ts'
import {
  copyOf,
  type DraftRule,
  withAdded,
  withMoved,
  withoutRule,
} from '../../text/rules/rule-draft.ts'
import { ruleText } from '../../text/rules/rules-file.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { copyText } from '../../ui/clipboard.ts'
import { MenuItem, Popover } from '../../ui/popover.tsx'
import { Flaw } from './flaw.tsx'
import { previewPlace } from './preview-pane.tsx'
import { StepsPart } from './steps-part.tsx'
import { TurnsPart } from './turns-part.tsx'
import { WhenPart } from './when-part.tsx'

export interface RulePartProps {
  readonly rules: RulesPage
  readonly rule: DraftRule
}

export function RuleEditor({ rules, rule }: RulePartProps) {
  const { canChange } = useInspector()
  const id = useId()
  const index = rules.editor.draft.value?.rules.indexOf(rule) ?? 0
  const place = placeAt(rule.id, 'name')
  return (
    <section class="rule-editor" aria-label={`Rule ${index + 1}: ${titleOf(rule)}`}>
      <header class="rule-editor-head">
        <label class="off-screen" for={id}>
          Name
        </label>
        <input
          id={id}
          class="field rule-name"
          type="text"
          autoComplete="off"
          data-place={place}
          placeholder="Name of the rule (optional)"
          value={rule.name ?? ''}
          readOnly={!canChange.value}
          aria-invalid={rules.editor.flaws.value.has(place)}
          aria-describedby={`${id}-flaw`}
          onInput={({ currentTarget }) =>
            rules.changeRule(rule.id, { name: currentTarget.value || undefined })
          }
        />
        <Flaw rules={rules} place={place} id={`${id}-flaw`} />
        <RuleTools rules={rules} rule={rule} index={index} />
      </header>
      <WhenPart rules={rules} rule={rule} />
      <StepsPart rules={rules} rule={rule} />
      <TurnsPart rules={rules} rule={rule} />
    </section>
  )
}

function RuleTools({ rules, rule, index }: RulePartProps & { index: number }) {
  const { actions, canChange, layout, toasts } = useInspector()
  const { editor, said } = rules
  const count = editor.draft.value?.rules.length ?? 0
  const isSaved = !editor.changes.value.has(rule.id)
  const isKnown = editor.saved.value?.rules.some(({ id }) => id === rule.id) ?? false

  function move(by: number) {
    editor.change((draft) => withMoved(draft, rule.id, index + by))
    said.value = `${titleOf(rule)} moved to ${index + by + 1} of ${count}`
  }

  function duplicate() {
    const copy = copyOf(rule, newRuleId())
    editor.change((draft) => withAdded(draft, copy, index + 1))
    actions.openRules(copy.id)
    said.value = 'A copy was added below.'
  }

  function remove() {
    const takeBack = editor.change((draft) => withoutRule(draft, rule.id))
    const next = editor.draft.peek()?.rules[Math.min(index, count - 2)]
    actions.openRules(next?.id ?? '')
    const undo = () => {
      takeBack()
      actions.openRules(rule.id)
    }
    toasts.info(`“${titleOf(rule)}” deleted, not saved yet`, { label: 'Undo', run: undo })
  }

  async function restart() {
    try {
      await editor.restart(rule.id)
      toasts.info(`The next request that “${titleOf(rule)}” takes is its first`)
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  async function copyJson() {
    try {
      await copyText(ruleText(rule))
      toasts.info('Rule copied as JSON')
    } catch (error) {
      toasts.error(messageOf(error))
    }
  }

  return (
    <div class="rule-tools" role="toolbar" aria-label="Rule">
      {layout.isNarrow.value && (
        <Button
          kind="plain"
          icon="eye"
          onClick={() => {
            rules.wanted.value = previewPlace
          }}
        >
          Preview
        </Button>
      )}
      {isKnown && (
        <Button kind="plain" icon="replay" onClick={() => actions.openReport(rule.id)}>
          Retries
        </Button>
      )}
      {canChange.value && (
        <>
          <IconButton icon="up" label="Move up" disabled={index === 0} onClick={() => move(-1)} />
          <IconButton
            icon="down"
            label="Move down"
            disabled={index === count - 1}
            onClick={() => move(1)}
          />
        </>
      )}
      <Popover name="More for this rule" icon="more" align="end">
        {(close) => {
          const run = (action: () => void) => () => {
            close()
            action()
          }
          return (
            <>
              <MenuItem icon="copy" onClick={run(copyJson)}>
                Copy as JSON
              </MenuItem>
              {canChange.value && (
                <>
                  <MenuItem icon="plus" onClick={run(duplicate)}>
                    Duplicate
                  </MenuItem>
                  {isSaved && (
                    <MenuItem icon="replay" onClick={run(restart)}>
                      Restart its turns
                    </MenuItem>
                  )}
                  <hr />
                  <MenuItem icon="trash" isDanger onClick={run(remove)}>
                    Delete the rule
                  </MenuItem>
                </>
              )}
            </>
          )
        }}
      </Popover>
    </div>
  )
}
