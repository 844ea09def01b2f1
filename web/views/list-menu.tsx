// The menu of the list: how it shows requests, and what is done to all of them.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import type { IconName } from '../ui/icons.tsx'
import { MenuItem, Popover } from '../ui/popover.tsx'

interface Item {
  readonly icon?: IconName
  readonly text: string
  readonly isDanger?: boolean
  readonly hint?: string
  run(): void
}

export function ListMenu({ session }: { session: BinSession }) {
  const { actions, canChange, dialog, layout } = useInspector()
  const { isGrouped, choice, unread, filter } = session
  const isPinned = filter.text.value.trim() === pinned
  const items: readonly (Item | false)[] = [
    {
      ...(isGrouped.value ? { icon: 'check' } : {}),
      text: 'Group repeats of an event',
      run: () => {
        isGrouped.value = !isGrouped.value
      },
    },
    {
      ...(layout.hasTimeline.value ? { icon: 'check' } : {}),
      text: 'Timeline',
      run: () => {
        layout.hasTimeline.value = !layout.hasTimeline.value
      },
    },
    {
      icon: isPinned ? 'check' : 'pin',
      text: 'Only pinned requests',
      run: () => actions.applyFilter(isPinned ? '' : pinned),
    },
    { icon: 'select', text: 'Select requests…', hint: 'x', run: choice.startChoosing },
    canChange.value &&
      (unread.value > 0 || session.missing.value > 0) && {
        icon: 'eye',
        text: 'Mark all as read',
        run: () => actions.markAllRead(),
      },
    canChange.value && {
      icon: 'replay',
      text: filter.text.value.trim() ? 'Replay all that match…' : 'Replay all requests…',
      run: () => actions.replayMany({}),
    },
    { icon: 'download', text: 'Export…', run: () => actions.exportRequests({}) },
    canChange.value && {
      icon: 'trash',
      text: 'Delete all requests…',
      isDanger: true,
      run: () => {
        dialog.value = 'clear'
      },
    },
  ]
  return (
    <Popover name="More for all requests" icon="more" align="end">
      {(close) =>
        items.map(
          (item) =>
            item && (
              <>
                {item.isDanger && <hr />}
                <MenuItem
                  key={item.text}
                  {...(item.icon ? { icon: item.icon } : {})}
                  {...(item.hint ? { hint: item.hint } : {})}
                  isDanger={item.isDanger === true}
                  onClick={() => {
                    close()
                    item.run()
                  }}
                >
                  {item.text}
                </MenuItem>
              </>
            ),
        )
      }
    </Popover>
  )
}

const pinned = 'is:pinned'
