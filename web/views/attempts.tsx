// The attempts at one event, in the order they came, with the time between them; each leads to its request.

import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import { formatRoute } from '../router.ts'
import type { BinSession } from '../state/bin-session.ts'
import { gap, timeOfDay } from '../text/format-time.ts'

/** More would push everything else off the page. */
const mostShown = 24

export function Attempts({ session, request }: { session: BinSession; request: RequestSummary }) {
  const { place, select } = useInspector()
  const route = place.value
  const attempts = session.shown
    .repeatsOf(request)
    .flatMap((seq) => session.list.findVisible(seq) ?? [])
    .reverse()
  const left = attempts.length - mostShown
  return (
    <>
      {attempts.length} attempts{session.missing.value > 0 && ' among those loaded'}:{' '}
      <ol class="attempts">
        {attempts.slice(0, mostShown).map(({ seq, receivedAt, response }, index) => {
          const before = attempts[index - 1]
          return (
            <li key={seq}>
              <a
                href={route ? formatRoute({ ...route, seq, compare: undefined }) : ''}
                title={`#${seq} at ${timeOfDay(receivedAt)}, answered ${response?.status ?? 'nothing'}`}
                {...(seq === request.seq ? { 'aria-current': 'true' as const } : {})}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
                  event.preventDefault()
                  select(seq)
                }}
              >
                {before ? `+${gap(receivedAt - before.receivedAt)}` : timeOfDay(receivedAt)}
              </a>
            </li>
          )
        })}
        {left > 0 && <li>and {left} more</li>}
      </ol>
    </>
  )
}
