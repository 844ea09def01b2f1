// What came of a run, by how requests were answered: those that were answered otherwise on a repeat first.

import { useSignal } from '@preact/signals'
import { useMemo } from 'preact/hooks'
import {
  differingPair,
  groupOutcomes,
  type OutcomeGroup,
  type OutcomeKind,
} from '../../../server/wire/group-outcomes.ts'
import type { RunOutcome, RunWithOutcomes } from '../../../server/wire/runs.ts'
import { counted } from '../../text/format-size.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icons.tsx'
import { RequestLink } from './request-link.tsx'

export interface RunOutcomesProps {
  readonly run: RunWithOutcomes
  readonly onLeave: () => void
}

/** More groups are not read, and more links are not followed, unless asked for. */
const mostGroups = 20
const fewRequests = 24

export function RunOutcomes({ run, onLeave }: RunOutcomesProps) {
  const groups = useMemo(() => groupOutcomes(run.outcomes), [run])
  const kept = run.outcomes.reduce((sum, { attempts }) => sum + attempts.length, 0)
  const lost = run.ok + run.rejected + run.unanswered - kept
  const isRepeated = (run.options.times ?? 1) > 1
  const others = groups.slice(mostGroups)
  return (
    <div class="run-outcomes">
      {isRepeated && groups.length > 0 && <Verdict outcomes={run.outcomes} />}
      {groups.slice(0, mostGroups).map((group) => (
        <Group
          key={`${group.kind} ${group.answers}`}
          group={group}
          isRepeated={isRepeated}
          onLeave={onLeave}
        />
      ))}
      {others.length > 0 && <p class="muted">And {counted(others.length, 'other combination')}.</p>}
      {lost > 0 && (
        <p class="muted">
          {lost.toLocaleString('en')} of the outcomes are not kept any more: their requests are
          gone, or newer deliveries took their room.
        </p>
      )}
    </div>
  )
}

/** Whether a repeat is treated like the first, in a sentence. */
function Verdict({ outcomes }: { outcomes: readonly RunOutcome[] }) {
  const differing = outcomes.filter(({ attempts }) => {
    return new Set(attempts.map(({ status, error }) => status ?? error)).size > 1
  }).length
  const all = counted(outcomes.length, 'request')
  return (
    <p class={`run-verdict ${differing > 0 ? 'bad' : 'ok'}`}>
      <Icon name={differing > 0 ? 'warning' : 'check'} />
      <span>
        {differing > 0
          ? `${differing.toLocaleString('en')} of ${all} ${differing === 1 ? 'was' : 'were'} answered differently on a repeat.`
          : `Every repeat was answered like the first (${all}).`}
      </span>
    </p>
  )
}

const looks: Record<OutcomeKind, { readonly icon: IconName; readonly tone: string }> = {
  differs: { icon: 'swap', tone: 'warn' },
  failed: { icon: 'close', tone: 'bad' },
  'body-differs': { icon: 'swap', tone: 'muted' },
  same: { icon: 'check', tone: 'ok' },
}

interface GroupProps {
  readonly group: OutcomeGroup
  readonly isRepeated: boolean
  readonly onLeave: () => void
}

function Group({ group, isRepeated, onLeave }: GroupProps) {
  const { kind, answers, outcomes } = group
  const isWhole = useSignal(outcomes.length <= fewRequests)
  const shown = isWhole.value ? outcomes : outcomes.slice(0, fewRequests)
  const { icon, tone } = looks[kind]
  return (
    <section class="run-group">
      <h3>
        <span class={tone}>
          <Icon name={icon} />
        </span>{' '}
        {wordsFor(kind, outcomes.length, isRepeated)} <code>{answers}</code>
      </h3>
      <ul aria-label={`${wordsFor(kind, outcomes.length, isRepeated)} ${answers}`}>
        {shown.map((outcome) => (
          <li key={outcome.seq}>
            <RequestLink seq={outcome.seq} onLeave={onLeave} />
            <Compare outcome={outcome} onLeave={onLeave} />
          </li>
        ))}
        {!isWhole.value && (
          <li>
            <Button
              kind="plain"
              onClick={() => {
                isWhole.value = true
              }}
            >
              and {(outcomes.length - fewRequests).toLocaleString('en')} more
            </Button>
          </li>
        )}
      </ul>
    </section>
  )
}

function Compare({ outcome, onLeave }: { outcome: RunOutcome; onLeave: () => void }) {
  const [left, right] = differingPair(outcome) ?? []
  if (!left || !right) return null
  const compare = { type: 'deliveries', left: left.delivery, right: right.delivery } as const
  return (
    <RequestLink seq={outcome.seq} compare={compare} onLeave={onLeave}>
      <Icon name="compare" /> <span class="off-screen">#{outcome.seq}: </span>Compare
    </RequestLink>
  )
}

function wordsFor(kind: OutcomeKind, count: number, isRepeated: boolean): string {
  const number = count.toLocaleString('en')
  if (!isRepeated) return `${number} answered`
  switch (kind) {
    case 'differs':
      return `${number} ${count === 1 ? 'differs' : 'differ'}:`
    case 'body-differs':
      return `${number} the same status, with another body:`
    default:
      return `${number} the same:`
  }
}
