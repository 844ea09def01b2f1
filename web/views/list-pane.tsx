// The left pane: how many requests there are, what is done to all of them or to the chosen ones, and the list.

import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { counted } from '../text/format-size.ts'
import { IconButton } from '../ui/button.tsx'
import { ChoiceBar } from './lazy-views.ts'
import { ListMenu } from './list-menu.tsx'
import { RequestList } from './request-list.tsx'

export function ListPane({ session }: { session: BinSession }) {
  const { filter, choice } = session
  return (
    <section class="list-pane" aria-label="Requests">
      <header class="list-head">
        {choice.isChoosing.value ? <ChoiceBar session={session} /> : <ListHead session={session} />}
      </header>
      {/* Another filter, another list: it begins at its top. */}
      <RequestList key={filter.text.value.trim()} session={session} />
    </section>
  )
}

function ListHead({ session }: { session: BinSession }) {
  const { actions } = useInspector()
  const { total, missing, loaded, pause, follow } = session
  const unread = session.unread.value
  const waiting = pause.waiting.rows.value.length
  const isPaused = pause.isPaused.value
  const isFollowing = follow.isOn.value
  return (
    <>
      <span class="list-count">{counted(total.value, 'request')}</span>
      {isPaused ? (
        <span class="paused-count">
          Paused{waiting > 0 && ` · ${waiting.toLocaleString('en')} waiting`}
        </span>
      ) : (
        unread > 0 && (
          <span class="unread-count">
            {unread.toLocaleString('en')}
            {missing.value > 0 && '+'} unread
          </span>
        )
      )}
      <span class="spring" />
      {(loaded.value.length > 0 || isPaused) && (
        <>
          <IconButton
            label={
              isFollowing
                ? 'Following the newest request; opening an older one ends it (f)'
                : 'Follow: open each request as it arrives (f)'
            }
            icon="follow"
            aria-pressed={isFollowing}
            onClick={actions.toggleFollow}
          />
          <IconButton
            label={isPaused ? 'Show what waits, and go on (Space)' : 'Pause the list (Space)'}
            icon={isPaused ? 'resume' : 'pause'}
            aria-pressed={isPaused}
            onClick={actions.togglePause}
          />
          <ListMenu session={session} />
        </>
      )}
    </>
  )
}
