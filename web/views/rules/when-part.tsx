// Which requests a rule takes: a filter, with what it says and buttons for what one mostly asks.

import { useId, useLayoutEffect, useRef } from 'preact/hooks'
import { useInspector } from '../../context.ts'
import { placeAt } from '../../text/rules/draft-flaws.ts'
import { Button } from '../../ui/button.tsx'
import { FilterInput } from '../filter-input.tsx'
import { FilterMeaning } from '../filter-meaning.tsx'
import { Flaw } from './flaw.tsx'
import type { RulePartProps } from './rule-editor.tsx'

/** What each button begins, which the list below the field then helps to end. */
const adders = [
  ['Method', 'method:'],
  ['Path', 'path:'],
  ['Header', 'h.'],
  ['Query', 'q.'],
  ['JSON field', 'body.'],
  ['Provider', 'provider:'],
  ['Event', 'event:'],
] as const

export function WhenPart({ rules, rule }: RulePartProps) {
  const { canChange } = useInspector()
  const { session, editor } = rules
  const { language, recent } = session.filter
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const wantsEnd = useRef(false)
  const place = placeAt(rule.id, 'when')
  const flaw = editor.flaws.value.get(place)
  const reading = language.read(rule.when)

  useLayoutEffect(() => {
    if (!wantsEnd.current) return
    wantsEnd.current = false
    input.current?.focus()
    input.current?.setSelectionRange(rule.when.length, rule.when.length)
  }, [rule.when])

  function type(when: string) {
    rules.changeRule(rule.id, { when })
  }

  return (
    <fieldset class="rule-part">
      <legend>When</legend>
      {canChange.value && (
        <p class="rule-adders is-beside">
          {adders.map(([name, begun]) => (
            <Button
              key={name}
              icon="plus"
              title={`Ask for the ${name.toLowerCase()}`}
              onClick={() => {
                wantsEnd.current = true
                type([rule.when.trim(), begun].filter(Boolean).join(' '))
              }}
            >
              {name}
            </Button>
          ))}
        </p>
      )}
      <div class="filter-field rule-when" data-place={place}>
        <FilterInput
          session={session}
          id={id}
          inputRef={input}
          aria-label="When a request matches"
          placeholder="every request; a filter narrows it, e.g. method:POST path:/orders/*"
          readOnly={!canChange.value}
          text={rule.when}
          recent={recent.texts.value}
          entering="done"
          isWrong={flaw !== undefined}
          describedBy={`${id}-flaw ${id}-means`}
          onType={type}
          onEnter={() => {}}
        />
      </div>
      <div id={`${id}-means`} class="rule-means">
        {rule.when.trim() === '' ? (
          <p class="filter-meaning">Every request.</p>
        ) : (
          <FilterMeaning text={rule.when} reading={reading} />
        )}
      </div>
      {reading?.type === 'wrong' ? (
        <p id={`${id}-flaw`} />
      ) : (
        <Flaw rules={rules} place={place} id={`${id}-flaw`} />
      )}
    </fieldset>
  )
}
