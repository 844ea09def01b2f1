// What can be done with the open request, as buttons; on a narrow screen the bottom bar has them.

import type { Seq } from '../../server/wire/ids.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { hostOf } from '../text/resolve-target.ts'
import { Button } from '../ui/button.tsx'
import { MenuItem, Popover } from '../ui/popover.tsx'
import { CopyAs } from './copy-as.tsx'

export interface RequestActionsProps {
  readonly session: BinSession
  readonly request: RequestSummary
}

export function RequestActions({ session, request }: RequestActionsProps) {
  const { actions, canChange, layout } = useInspector()
  if (layout.isNarrow.value) return null
  const [target] = session.replay.targets.value.recent
  return (
    <div class="request-actions" role="toolbar" aria-label="Request">
      <CopyAs />
      {canChange.value && (
        <span class="split-button">
          <Button
            kind="primary"
            icon="replay"
            title={target ? `Send to ${target} at once (r)` : 'Send to a target (r)'}
            onClick={actions.replayNow}
          >
            Replay
            {target && <span class="button-target">{hostOf(target)}</span>}
          </Button>
          <Button
            kind="primary"
            class="icon-only"
            icon="chevron"
            aria-label="Replay to another target…"
            title="Replay to another target…"
            onClick={actions.openReplay}
          />
        </span>
      )}
      <MoreMenu request={request} />
    </div>
  )
}

export function MoreMenu({ request, isUp }: { request: RequestSummary; isUp?: boolean }) {
  const { actions, canChange, dialog, layout } = useInspector()
  return (
    <Popover name="More" icon="more" align="end" {...(isUp ? { isUp, label: 'More' } : {})}>
      {(close) => {
        const run = (action: () => void) => () => {
          close()
          action()
        }
        return (
          <>
            {request.body.size > 0 && (
              <MenuItem icon="download" onClick={run(actions.downloadBody)}>
                Download the body
              </MenuItem>
            )}
            <MenuItem icon="compare" hint="d" onClick={run(actions.compareWithPrevious)}>
              Compare with the previous
            </MenuItem>
            <MenuItem icon="compare" hint="m" onClick={run(actions.markForCompare)}>
              {markText(actions.markedForCompare.value, request.seq)}
            </MenuItem>
            {layout.isNarrow.value && (
              <MenuItem
                icon="search"
                onClick={run(() => {
                  dialog.value = 'palette'
                })}
              >
                Commands…
              </MenuItem>
            )}
            {canChange.value && (
              <>
                <MenuItem icon="pin" hint="p" onClick={run(actions.togglePin)}>
                  {request.pinned ? 'Unpin' : 'Pin'}
                </MenuItem>
                <MenuItem icon="tag" hint="t" onClick={run(actions.editTags)}>
                  Tag…
                </MenuItem>
                <MenuItem icon="unread" hint="u" onClick={run(actions.toggleRead)}>
                  {request.read ? 'Mark as unread' : 'Mark as read'}
                </MenuItem>
                <hr />
                <MenuItem icon="trash" hint="#" isDanger onClick={run(actions.remove)}>
                  Delete the request
                </MenuItem>
              </>
            )}
          </>
        )
      }}
    </Popover>
  )
}

function markText(marked: Seq | undefined, seq: Seq): string {
  if (marked === undefined) return 'Mark for comparison'
  return marked === seq ? 'Take the mark away' : `Compare with #${marked}`
}
