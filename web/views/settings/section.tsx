// A section of the settings: its heading, which the navigation leads to, and what it holds.

import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { SectionName } from '../../text/settings-sections.ts'

export interface SectionProps {
  readonly name: SectionName
  readonly intro?: ComponentChildren
  readonly children: ComponentChildren
}

export function Section({ name, intro, children }: SectionProps) {
  const id = useId()
  return (
    <section class="settings-section" aria-labelledby={id}>
      <h3 id={id} tabIndex={-1}>
        {name}
      </h3>
      {intro && <p class="muted">{intro}</p>}
      {children}
    </section>
  )
}
