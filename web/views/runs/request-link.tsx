// A link from a run to one of its requests, or to two of its deliveries beside each other.

import type { ComponentChildren } from 'preact'
import type { Seq } from '../../../server/wire/ids.ts'
import { useInspector } from '../../context.ts'
import { type Compared, formatRoute } from '../../router.ts'

export interface RequestLinkProps {
  readonly seq: Seq
  readonly compare?: Compared
  readonly children?: ComponentChildren
  /** After it was followed on this page. */
  readonly onLeave: () => void
}

export function RequestLink({ seq, compare, children, onLeave }: RequestLinkProps) {
  const { place, router } = useInspector()
  const from = place.value
  if (!from) return null
  const tab = compare ? from.tab : 'deliveries'
  const to = { ...from, seq, tab, replay: false, settings: undefined, compare }
  return (
    <a
      href={formatRoute(to)}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        onLeave()
        router.go(to)
      }}
    >
      {children ?? `#${seq}`}
    </a>
  )
}
