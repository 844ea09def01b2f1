// What answers when nothing else does: the product's own answer, or one's own.

import { useInspector } from '../../context.ts'
import type { RulesPage } from '../../state/rules-page.ts'
import { Button } from '../../ui/button.tsx'
import { Segments } from '../../ui/segments.tsx'
import { StepForm } from './step-form.tsx'

export function DefaultEditor({ rules }: { rules: RulesPage }) {
  const { actions, canChange } = useInspector()
  const { editor } = rules
  const found = editor.draft.value?.default ?? null
  return (
    <section class="rule-editor" aria-label="Everything else">
      <h3>Everything else</h3>
      <p class="muted">Answers what no rule, handshake or relay has answered.</p>
      <fieldset class="plain-fieldset" disabled={!canChange.value}>
        <Segments
          name="Answer of the bin"
          items={[
            { id: 'usual', label: '200 {"ok":true}' },
            { id: 'own', label: 'An answer of your own' },
          ]}
          chosen={found === null ? 'usual' : 'own'}
          onChoose={(kind) =>
            editor.change((draft) => ({
              ...draft,
              default: kind === 'usual' ? null : { status: 200, body: '{"ok":true}' },
            }))
          }
        />
      </fieldset>
      <p>
        <Button kind="plain" icon="replay" onClick={() => actions.openReport('default')}>
          Retries
        </Button>
      </p>
      {found && (
        <div class="rule-part">
          <StepForm rules={rules} owner="default" index={0} step={found} />
        </div>
      )}
    </section>
  )
}
