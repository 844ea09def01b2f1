// How a rule's turns are counted, what it comes before, and what its chances are drawn from.

import { useId } from 'preact/hooks'
import {
  type Overridable,
  overridables,
  type TurnScope,
  turnScopes,
} from '../../../server/wire/rules/rules.ts'
import { useInspector } from '../../context.ts'
import { placeAt } from '../../text/rules/draft-flaws.ts'
import { newSeed } from '../../text/rules/new-rule.ts'
import { Button } from '../../ui/button.tsx'
import { Flaw } from './flaw.tsx'
import { NumberInput } from './number-input.tsx'
import type { RulePartProps } from './rule-editor.tsx'

const scopes: Readonly<Record<TurnScope, { readonly name: string; readonly what: string }>> = {
  bin: { name: 'all requests together', what: 'Every request the rule takes is the next turn.' },
  delivery: {
    name: 'each delivery',
    what: 'Attempts at the same event are counted together; each new event begins at the first.',
  },
  source: { name: 'each source', what: 'Each sender’s address begins at the first.' },
}

const overridden: Readonly<Record<Overridable, string>> = {
  handshake: 'handshakes of providers',
  preflight: 'CORS preflights',
  'pass-through': 'the relay’s local server',
}

export function TurnsPart({ rules, rule }: RulePartProps) {
  const { canChange } = useInspector()
  const { per = 'bin', loop = false, overrides = [] } = rule
  const id = useId()
  const isSequence = rule.steps.length > 1
  const seed = placeAt(rule.id, 'seed')
  const flaws = rules.editor.flaws.value
  const hint = [
    isSequence && `counted for ${scopes[per].name}`,
    isSequence && loop && 'over and over',
    overrides.length > 0 && `before ${overrides.map((one) => overridden[one]).join(', ')}`,
  ]
    .filter(Boolean)
    .join(' · ')

  function override(what: Overridable, isWanted: boolean) {
    const next = overridables.filter((one) => (one === what ? isWanted : overrides.includes(one)))
    rules.changeRule(rule.id, { overrides: next.length > 0 ? next : undefined })
  }

  return (
    <details class="rule-more rule-part" open={isSequence || hint !== '' || flaws.has(seed)}>
      <summary>
        Turns and precedence <span class="muted">{hint}</span>
      </summary>
      <fieldset class="rule-grid" disabled={!canChange.value}>
        <div class="rule-field">
          <label for={`${id}-per`}>Count turns for</label>
          <select
            id={`${id}-per`}
            class="field"
            value={per}
            aria-describedby={`${id}-per-what`}
            onChange={({ currentTarget }) => {
              const chosen = turnScopes.find((one) => one === currentTarget.value)
              rules.changeRule(rule.id, { per: chosen === 'bin' ? undefined : chosen })
            }}
          >
            {turnScopes.map((one) => (
              <option key={one} value={one}>
                {scopes[one].name}
              </option>
            ))}
          </select>
          <p id={`${id}-per-what`} class="muted">
            {scopes[per].what}
          </p>
        </div>
        {isSequence && (
          <div class="rule-field">
            <label for={`${id}-loop`}>After the last response</label>
            <select
              id={`${id}-loop`}
              class="field"
              value={loop ? 'loop' : 'stay'}
              onChange={({ currentTarget }) =>
                rules.changeRule(rule.id, { loop: currentTarget.value === 'loop' || undefined })
              }
            >
              <option value="stay">stay at it</option>
              <option value="loop">begin again at the first</option>
            </select>
          </div>
        )}
        <fieldset class="rule-field checks">
          <legend>Answer before</legend>
          {overridables.map((what) => (
            <label key={what} class="check-line">
              <input
                type="checkbox"
                checked={overrides.includes(what)}
                onChange={({ currentTarget }) => override(what, currentTarget.checked)}
              />
              {overridden[what]}
            </label>
          ))}
          <p class="muted">These answer before any rule otherwise.</p>
        </fieldset>
        <div class="rule-field" data-place={seed}>
          <label for={`${id}-seed`}>Seed</label>
          <span class="with-unit">
            <NumberInput
              id={`${id}-seed`}
              value={rule.seed}
              isWide
              placeholder="drawn on saving"
              isWrong={flaws.has(seed)}
              describedBy={`${id}-seed-what ${id}-seed-flaw`}
              onChange={(value) => rules.changeRule(rule.id, { seed: value })}
            />
            <Button onClick={() => rules.changeRule(rule.id, { seed: newSeed() })}>
              Draw anew
            </Button>
          </span>
          <p id={`${id}-seed-what`} class="muted">
            The same seed brings the same chances and random delays, turn by turn.
          </p>
          <Flaw rules={rules} place={seed} id={`${id}-seed-flaw`} />
        </div>
      </fieldset>
    </details>
  )
}
