// One section of a comparison: its title with what differs in it, open when there is something to see.

import { useSignal } from '@preact/signals'
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Tally } from '../../text/compare/summary.ts'
import { Icon } from '../../ui/icons.tsx'
import { useComparing } from './context.ts'

export interface CompareSectionProps {
  readonly title: string
  readonly tally: Tally
  /** Said when nothing differs: `12 equal`. */
  readonly equal: string
  readonly about?: string
  readonly children: ComponentChildren
}

export function CompareSection({ title, tally, equal, about, children }: CompareSectionProps) {
  const { showsWhole } = useComparing()
  const chosen = useSignal<boolean | undefined>(undefined)
  const id = useId()
  const { counted, muted, moved } = tally
  const isOpen = chosen.value ?? (showsWhole.value || counted + moved > 0)
  return (
    <section class="compare-section" aria-labelledby={id}>
      <h2>
        <button
          type="button"
          id={id}
          aria-expanded={isOpen}
          onClick={() => {
            chosen.value = !isOpen
          }}
        >
          <Icon name="chevron" />
          {title}
          {counted > 0 && (
            <span class="count is-counted">
              {counted.toLocaleString('en')} {counted === 1 ? 'differs' : 'differ'}
            </span>
          )}
          {moved > 0 && <span class="count">{moved.toLocaleString('en')} moved</span>}
          {muted > 0 && <span class="count is-muted">{muted.toLocaleString('en')} muted</span>}
          {counted + moved + muted === 0 && <span class="count">{equal}</span>}
          {about && <span class="about">{about}</span>}
        </button>
      </h2>
      {isOpen && children}
    </section>
  )
}
