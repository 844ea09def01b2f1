// Who could have answered a request, in order: who did, and why not the others. Long runs of rules are folded.

import { useSignal } from '@preact/signals'
import type { Candidate, CandidateOutcome } from '../../../server/wire/told-answers.ts'
import { Button } from '../../ui/button.tsx'
import { Icon, type IconName } from '../../ui/icons.tsx'

export interface CandidatesProps {
  readonly candidates: readonly Candidate[]
  /** Opens a rule where it is edited. */
  readonly onOpen?: ((rule: string) => void) | undefined
}

/** So many rules are shown at once: those next to the one that answered. */
const mostShown = 4

export function Candidates({ candidates, onOpen }: CandidatesProps) {
  const isWhole = useSignal(false)
  const rules = candidates.filter(({ type }) => type === 'rule')
  const answering = rules.findIndex(({ outcome }) => outcome === 'answered')
  const last = answering < 0 ? rules.length : answering + 1
  const shown = new Set(rules.slice(Math.max(0, last - mostShown), Math.max(last, mostShown)))
  const hidden = isWhole.value ? 0 : rules.length - shown.size
  const listed = candidates.filter((one) => one.type !== 'rule' || isWhole.value || shown.has(one))
  return (
    <>
      <ol class="candidates" aria-label="Who could have answered">
        {listed.map((one) => (
          <CandidateLine key={one.id ?? one.type} candidate={one} onOpen={onOpen} />
        ))}
      </ol>
      {hidden > 0 && (
        <Button
          kind="plain"
          onClick={() => {
            isWhole.value = true
          }}
        >
          Show {hidden} more {hidden === 1 ? 'rule' : 'rules'}
        </Button>
      )}
    </>
  )
}

interface CandidateLineProps extends Pick<CandidatesProps, 'onOpen'> {
  readonly candidate: Candidate
}

function CandidateLine({ candidate, onOpen }: CandidateLineProps) {
  const { id, name, outcome, why, place } = candidate
  const { icon, text } = looks[outcome]
  return (
    <li class={outcome === 'answered' ? 'is-answering' : ''}>
      <span class={`candidate-mark is-${outcome}`}>
        <Icon name={icon} />
      </span>
      <span class="candidate-name">
        {place !== undefined && <span class="muted">{place}. </span>}
        {id !== undefined && onOpen ? (
          <Button kind="plain" onClick={() => onOpen(id)}>
            {name}
          </Button>
        ) : (
          name
        )}
        <span class="off-screen"> {text}: </span>
      </span>
      <span class="candidate-why">{why}</span>
    </li>
  )
}

const looks: Record<CandidateOutcome, { readonly icon: IconName; readonly text: string }> = {
  answered: { icon: 'check', text: 'answered' },
  'passed-over': { icon: 'close', text: 'did not answer' },
  'not-asked': { icon: 'none', text: 'was not asked' },
  open: { icon: 'question', text: 'may answer' },
}
