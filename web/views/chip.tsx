// A small coloured label; its icon and word mean the same as its colour.

import type { ChipText } from '../text/describe.ts'
import { Icon } from '../ui/icons.tsx'

export function Chip({ chip }: { chip: ChipText | undefined }) {
  if (!chip) return null
  return (
    <span class={`chip ${chip.tone}`}>
      <Icon name={chip.icon} />
      {chip.text}
    </span>
  )
}
