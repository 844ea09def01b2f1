// One row of the list: two lines that say what came, from whom, and how it was answered.

import { gap } from '../../server/wire/durations.ts'
import type { Seq } from '../../server/wire/ids.ts'
import { useInspector } from '../context.ts'
import type { Choice } from '../state/choice.ts'
import type { ShownRow } from '../state/shown-rows.ts'
import { answeredBy, answerTone, chipOf, shownStatus, shownTarget } from '../text/describe.ts'
import { formatSize } from '../text/format-size.ts'
import { timeInRow } from '../text/format-time.ts'
import { Icon, type IconName } from '../ui/icons.tsx'
import { Chip } from './chip.tsx'
import { Method } from './method.tsx'
import { ProviderGlyph } from './provider-glyph.tsx'
import { RowTags } from './tag-chips.tsx'

export interface RequestRowProps {
  readonly row: ShownRow
  readonly topPx: number
  /** From 1. */
  readonly position: number
  /** -1 while it is not known. */
  readonly count: number
  /** It, or one that it stands for, is the request that is open. */
  readonly isOpened: boolean
  readonly choice: Choice
}

export function optionId(seq: Seq): string {
  return `request-${seq}`
}

export function RequestRow(props: RequestRowProps) {
  const { clock, actions } = useInspector()
  const { row, topPx, position, count, isOpened, choice } = props
  const { request, repeats, spanMs, isOpen, isChild } = row
  const { seq, read, method, provider, gist, body, receivedAt, response, pinned, note } = request
  const attempt = provider?.attempt ?? 1
  const isChosen = choice.seqs.value.has(seq)
  const classes = [
    'row',
    !read && 'is-unread',
    isOpened && 'is-opened',
    isChosen && 'is-chosen',
    isChild && 'is-child',
  ]
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus and names the active row
    <div
      class={classes.filter(Boolean).join(' ')}
      role="option"
      id={optionId(seq)}
      data-seq={seq}
      aria-selected={choice.isChoosing.value ? isChosen : isOpened}
      aria-setsize={count}
      aria-posinset={position}
      style={{ transform: `translateY(${topPx}px)` }}
    >
      {choice.isChoosing.value && (
        <span class="row-check">{isChosen && <Icon name="check" />}</span>
      )}
      <span class="row-line">
        {!read && <span class="off-screen">Unread</span>}
        <Method name={method} />
        <span class="row-path">{shownTarget(request)}</span>
        <Chip chip={chipOf(request)} />
        <span
          class={`row-status ${answerTone(response)}`}
          title={response ? `Answered by ${answeredBy(response)}` : undefined}
        >
          {response?.rule && <Icon name="swap" />}
          <span class="off-screen">{response ? 'answered ' : 'not answered '}</span>
          {response ? shownStatus(response) : '–'}
          {response?.rule && <span class="off-screen"> by {answeredBy(response)}</span>}
        </span>
        <time class="row-time">{timeInRow(receivedAt, clock.read())}</time>
      </span>
      <span class="row-line is-second">
        <ProviderGlyph provider={provider} />
        <span class="row-what">
          {provider?.event && <span class="off-screen">{provider.label}</span>}
          {provider && <b>{provider.event ?? provider.label}</b>}
          <span>{gist ?? (provider ? '' : body.size === 0 ? 'no body' : body.contentType)}</span>
        </span>
        <RowTags tags={request.tags} />
        {actions.markedForCompare.value === seq && (
          <Mark icon="compare" name="marked for comparison" />
        )}
        {pinned && <Mark icon="pin" name="pinned" />}
        {note && <Mark icon="note" name="has a note" />}
        {repeats.length > 0 ? (
          <span class={`row-repeats ${isOpen ? 'is-open' : ''}`} title={repeatsTitle(row)}>
            <Icon name="replay" />
            <span class="off-screen">received</span>
            {repeats.length}
            <span class="off-screen">times within</span>
            <span class="row-span">{gap(spanMs)}</span>
            <span class="off-screen">
              , older ones {isOpen ? 'below' : 'hidden: right arrow shows them'}
            </span>
            <Icon name="chevron" />
          </span>
        ) : (
          attempt > 1 && (
            <span class="row-attempt" title={`Attempt ${attempt}, as its sender says`}>
              <Mark icon="replay" name="attempt" />
              {attempt}
            </span>
          )
        )}
        <span class="row-size">{formatSize(body.size)}</span>
      </span>
    </div>
  )
}

function repeatsTitle({ repeats, spanMs, isOpen }: ShownRow): string {
  return `The same event ${repeats.length} times within ${gap(spanMs)}. ${isOpen ? 'Hide' : 'Show'} the older ones (${isOpen ? '←' : '→'})`
}

function Mark({ icon, name }: { icon: IconName; name: string }) {
  return (
    <>
      <Icon name={icon} />
      <span class="off-screen">{name}</span>
    </>
  )
}
