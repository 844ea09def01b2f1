// The attempts at the event of a request: in a sentence, as a plot of the gaps, and one by one.

import { useSignal } from '@preact/signals'
import { useEffect } from 'preact/hooks'
import { gap } from '../../server/wire/durations.ts'
import type { Gap } from '../../server/wire/judge-gaps.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import { formatRoute } from '../router.ts'
import { attemptsOf, watchAttempts } from '../state/attempts.ts'
import { answerTone, chipOf, shownStatus } from '../text/describe.ts'
import { gapWord, tellAttempts } from '../text/describe-attempts.ts'
import { fullTime, timeOfDay } from '../text/format-time.ts'
import { verdictHeadline } from '../text/verdicts.ts'
import { Button } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { BackoffPlot, GapMark } from './backoff-plot.tsx'
import { Chip } from './chip.tsx'
import type { TabProps } from './detail-pane.tsx'

/** More would push everything else off the page. */
const mostShown = 12

const storyIcons = { ok: 'check', warn: 'warning', bad: 'warning', muted: 'replay' } as const

export function Attempts({ session, request, detail }: TabProps) {
  const isNarrow = useInspector().layout.isNarrow.value
  const isWhole = useSignal(false)
  useEffect(() => watchAttempts(session, request, detail), [detail])
  const { requests, hasOlder, retries } = attemptsOf(session, request, detail)
  if (requests.length < 2) return null

  const story = tellAttempts({ requests, hasOlder, schedule: retries })
  const opened = requests.findIndex(({ seq }) => seq === request.seq)
  const isCut = !isWhole.value && requests.length > mostShown
  // The open one stands among those shown.
  const first = isCut
    ? Math.min(requests.length - mostShown, Math.max(0, opened - mostShown / 2))
    : 0
  const shown = isCut ? requests.slice(first, first + mostShown) : requests
  return (
    <section class="attempts" aria-label="Attempts at this event">
      <p class="attempts-story">
        <span class={story.tone}>
          <Icon name={storyIcons[story.tone]} />
        </span>
        {story.text}
      </p>
      <BackoffPlot judged={story} />
      <div>
        {isCut && (
          <Button
            onClick={() => {
              isWhole.value = true
            }}
          >
            Show all {requests.length}
          </Button>
        )}
        <table>
          <thead>
            <tr>
              <th scope="col">
                <span class={isNarrow ? 'off-screen' : ''}>Attempt</span>
              </th>
              <th scope="col">Request</th>
              <th scope="col">Time</th>
              <th scope="col">Gap</th>
              <th scope="col">Answer</th>
              <th scope="col">
                <span class={isNarrow ? 'off-screen' : ''}>Signature</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((attempt, index) => (
              <AttemptRow
                key={attempt.seq}
                attempt={attempt}
                number={attempt.provider?.attempt ?? (hasOlder ? undefined : first + index + 1)}
                gapBefore={story.gaps[first + index - 1]}
                isOpened={attempt.seq === request.seq}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

interface AttemptRowProps {
  readonly attempt: RequestSummary
  readonly number: number | undefined
  readonly gapBefore: Gap | undefined
  readonly isOpened: boolean
}

function AttemptRow({ attempt, number, gapBefore, isOpened }: AttemptRowProps) {
  const { seq, receivedAt, response } = attempt
  return (
    <tr class={isOpened ? 'is-opened' : ''}>
      <td>{number ?? '–'}</td>
      <td>
        <AttemptLink seq={seq} isOpened={isOpened} />
      </td>
      <td>
        <time title={fullTime(receivedAt)}>{timeOfDay(receivedAt)}</time>
      </td>
      <td>{gapBefore && <GapText gap={gapBefore} />}</td>
      <td>
        <span class={answerTone(response)}>{response ? shownStatus(response) : 'nothing'}</span>
      </td>
      <td>
        <Verdict attempt={attempt} />
      </td>
    </tr>
  )
}

function AttemptLink({ seq, isOpened }: { seq: number; isOpened: boolean }) {
  const { place, select } = useInspector()
  const route = place.value
  return (
    <a
      href={route ? formatRoute({ ...route, seq, compare: undefined }) : ''}
      {...(isOpened ? { 'aria-current': 'true' as const } : {})}
      onClick={(event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return
        event.preventDefault()
        select(seq)
      }}
    >
      #{seq}
    </a>
  )
}

function GapText({ gap: one }: { gap: Gap }) {
  const { layout } = useInspector()
  const { verdict, ms } = one
  // The key of the plot has the words, too.
  const isPlain = layout.isNarrow.value || verdict === 'fits' || verdict === 'unstated'
  return (
    <span class="attempt-gap">
      {gap(ms)}
      <GapMark verdict={verdict} />
      <span class={isPlain ? 'off-screen' : 'muted'}>{gapWord(verdict)}</span>
    </span>
  )
}

function Verdict({ attempt }: { attempt: RequestSummary }) {
  const { layout } = useInspector()
  const chip = chipOf(attempt)
  const { signature } = attempt
  if (chip && layout.isNarrow.value) {
    return (
      <span class={chip.tone}>
        <Icon name={chip.icon} />
        <span class="off-screen">{chip.text}</span>
      </span>
    )
  }
  if (chip) return <Chip chip={chip} />
  return (
    <span class="muted">
      –<span class="off-screen">{signature && verdictHeadline(signature.verdict).text}</span>
    </span>
  )
}
