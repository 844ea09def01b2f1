// A coloured box with one sentence that matters and one that explains it.

import type { ComponentChildren } from 'preact'
import type { Tone } from '../text/describe.ts'
import { Icon } from '../ui/icons.tsx'
import { TextWithCode } from '../ui/text-with-code.tsx'

export interface BannerProps {
  readonly tone: Tone
  readonly headline: string
  readonly text?: string | null | undefined
  /** What can be done about it. */
  readonly children?: ComponentChildren
}

const icons = { ok: 'check', bad: 'close', warn: 'stale', muted: 'warning' } as const

export function Banner({ tone, headline, text, children }: BannerProps) {
  return (
    <div class={`banner ${tone}`}>
      <Icon name={icons[tone]} />
      <div>
        <p class="headline">{headline}</p>
        {text && text !== headline && (
          <p>
            <TextWithCode text={text} />
          </p>
        )}
      </div>
      {children}
    </div>
  )
}
