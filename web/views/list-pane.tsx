// The left pane: how many requests there are, and the list of them.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { counted } from '../text/format-size.ts'
import { MenuItem, Popover } from '../ui/popover.tsx'
import { RequestList } from './request-list.tsx'

export function ListPane({ session }: { session: BinSession }) {
  const { actions, canChange, dialog } = useInspector()
  const { list, loaded, total, filter } = session
  const isAll = total.value === loaded.value.length
  const unread = list.unread.value
  return (
    <section class="list-pane" aria-label="Requests">
      <header class="list-head">
        <span>{counted(total.value, 'request')}</span>
        {unread > 0 && (
          <span class="unread-count">
            {unread.toLocaleString('en')}
            {!isAll && '+'} unread
          </span>
        )}
        <span class="spring" />
        {loaded.value.length > 0 && (
          <Popover name="More for all requests" icon="more" align="end">
            {(close) => (
              <>
                <MenuItem
                  icon="download"
                  onClick={() => {
                    close()
                    actions.exportRequests({})
                  }}
                >
                  Export…
                </MenuItem>
                {canChange.value && (
                  <>
                    <hr />
                    <MenuItem
                      icon="trash"
                      isDanger
                      onClick={() => {
                        close()
                        dialog.value = 'clear'
                      }}
                    >
                      Delete all requests…
                    </MenuItem>
                  </>
                )}
              </>
            )}
          </Popover>
        )}
      </header>
      {/* Another filter, another list: it begins at its top. */}
      <RequestList key={filter.text.value.trim()} session={session} />
    </section>
  )
}
