// Folds all, to a depth, or nothing.

import { useCommand } from '../commands/use-command.ts'
import type { JsonReading } from '../state/json-reading.ts'
import { MenuItem, Popover } from '../ui/popover.tsx'

export function FoldMenu({ reading }: { reading: JsonReading }) {
  useCommand('fold', () => reading.toggle(reading.line.value))
  useCommand('fold-all', () => reading.foldFrom(1))
  useCommand('open-all', () => reading.foldFrom(Number.POSITIVE_INFINITY))
  const items = [
    ['Open all', Number.POSITIVE_INFINITY],
    ['Fold all', 1],
    ['Fold below level 2', 2],
    ['Fold below level 3', 3],
  ] as const
  return (
    <Popover name="Fold and open" label="Fold" align="end">
      {(close) =>
        items.map(([label, depth]) => (
          <MenuItem
            key={label}
            onClick={() => {
              close()
              reading.foldFrom(depth)
            }}
          >
            {label}
          </MenuItem>
        ))
      }
    </Popover>
  )
}
