// Stands above one column of a comparison: which message it is, with the way to it.

import type { ComponentChildren } from 'preact'

export interface SideHeadProps {
  readonly side: 'left' | 'right'
  readonly number: string
  readonly title: string
  readonly about: string
  readonly href: string
  readonly onOpen: () => void
  readonly children?: ComponentChildren
}

export function SideHead({ side, number, title, about, href, onOpen, children }: SideHeadProps) {
  return (
    <div class={`compare-side ${side}`}>
      <span class="compare-sign" aria-hidden="true">
        {side === 'left' ? '−' : '+'}
      </span>
      <a
        href={href}
        onClick={(event) => {
          // A new tab or window is the browser's.
          if (event.ctrlKey || event.metaKey || event.shiftKey) return
          event.preventDefault()
          onOpen()
        }}
      >
        <b>{number}</b> {title}
      </a>
      <span class="muted">{about}</span>
      {children}
    </div>
  )
}
