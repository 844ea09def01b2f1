// How the bin answers, at a glance; the rules themselves have a screen of their own.

import { useSignal } from '@preact/signals'
import { useEffect, useMemo } from 'preact/hooks'
import { nameOf, type Rules, stepsOf } from '../../../server/wire/rules/rules.ts'
import { messageOf } from '../../api.ts'
import { useInspector } from '../../context.ts'
import { createRulesApi } from '../../rules-api.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { answersInWords } from '../../text/rules/describe-rule.ts'
import { Button } from '../../ui/button.tsx'
import { Section } from './section.tsx'

const mostShown = 6

export function ResponsesSection({ session }: { session: BinSession }) {
  const { origin, actions, canChange } = useInspector()
  const api = useMemo(() => createRulesApi(origin, session.id, session.key), [session])
  const rules = useSignal<Rules | undefined>(undefined)
  const problem = useSignal('')
  const revised = session.revised.value

  useEffect(() => {
    api.get().then(
      (found) => {
        rules.value = found
        problem.value = ''
      },
      (error: unknown) => {
        problem.value = messageOf(error)
      },
    )
  }, [api, revised])

  const on = rules.value?.rules.filter(({ off }) => !off) ?? []
  return (
    <Section
      name="Responses"
      intro="What senders are answered: by rules, asked from the top, each for the requests its filter takes. Make the bin answer like the real thing, or fail like it."
    >
      {rules.value && (
        <ol class="settings-rules">
          {on.slice(0, mostShown).map((rule) => (
            <li key={rule.id}>
              <b>{nameOf(rule)}</b>{' '}
              <span class="muted">{answersInWords({ ...rule, steps: stepsOf(rule) })}</span>
            </li>
          ))}
          {on.length > mostShown && <li class="muted">and {on.length - mostShown} more</li>}
          <li>
            <b>Everything else</b>{' '}
            <span class="muted">
              {rules.value.default
                ? answersInWords({ steps: [rules.value.default] })
                : '200 {"ok":true}'}
            </span>
          </li>
        </ol>
      )}
      {problem.value && (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
      <p>
        <Button icon="swap" onClick={() => actions.openRules()}>
          {canChange.value ? 'Edit the rules…' : 'See the rules…'}
        </Button>
      </p>
    </Section>
  )
}
