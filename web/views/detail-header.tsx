// The headline of a request: what it is, what is wrong with it, and what can be done with it.

import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { answerText, attemptText, handshakeChip, subtitleOf, titleOf } from '../text/describe.ts'
import { fullTime, timeAgo } from '../text/format-time.ts'
import { remedyOf } from '../text/remedy.ts'
import { warningOf } from '../text/verdicts.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Banner } from './banner.tsx'
import { Chip } from './chip.tsx'
import { MarkBar } from './mark-bar.tsx'
import { ProviderGlyph } from './provider-glyph.tsx'
import { RequestActions } from './request-actions.tsx'
import { tabOf } from './shown-tab.ts'
import { RemedyPart } from './signature/remedy.tsx'
import { VerdictButton } from './signature/verdict-button.tsx'
import { TagFilters } from './tag-chips.tsx'

export interface DetailHeaderProps {
  readonly session: BinSession
  readonly request: RequestSummary
}

export function DetailHeader({ session, request }: DetailHeaderProps) {
  const { actions, layout } = useInspector()
  const { provider, receivedAt, pinned } = request
  return (
    <header class="detail-head">
      <div class="detail-title">
        {layout.isNarrow.value && (
          <IconButton label="Back to the list" icon="back" onClick={actions.back} />
        )}
        <ProviderGlyph provider={provider} />
        <h2 title={titleOf(request)}>{titleOf(request)}</h2>
        <span class="detail-chips">
          {pinned && <Icon name="pin" />}
          {request.response?.by === 'handshake' && <Chip chip={handshakeChip} />}
          <VerdictButton request={request} />
        </span>
        <code class="detail-line" title={request.target}>
          {subtitleOf(request)}
        </code>
        {layout.isNarrow.value && <Arrival at={receivedAt} />}
        <RequestActions session={session} request={request} />
      </div>
      <Warning session={session} request={request} isShort={layout.isNarrow.value} />
      <MarkBar seq={request.seq} />
      {/* On a phone the overview says the rest: the height is for what the tab shows. */}
      {!layout.isNarrow.value && <Facts session={session} request={request} />}
    </header>
  )
}

function Facts({ session, request }: DetailHeaderProps) {
  const { place } = useInspector()
  const { provider, remoteAddress, receivedAt, response } = request
  const attempt = attemptText(provider?.attempt)
  return (
    <div class="facts">
      <span>
        {provider ? `${provider.label} · ` : ''}
        {remoteAddress}
      </span>
      <Arrival at={receivedAt} />
      {attempt && <span>{attempt}</span>}
      <span>{answerText(response)}</span>
      <TagFilters tags={request.tags} />
      {/* The overview has the form itself. */}
      {canBeChecked(request) && tabOf(place.value, request) !== 'overview' && (
        <RemedyPart session={session} request={request} />
      )}
    </div>
  )
}

function Arrival({ at }: { at: number }) {
  const { clock } = useInspector()
  return (
    <span class="detail-when" title={fullTime(at)}>
      {timeAgo(at, clock.now.value)}
    </span>
  )
}

function Warning(props: DetailHeaderProps & { isShort: boolean }) {
  const { session, request, isShort } = props
  const warning = warningOf(request)
  if (!warning) return null
  const { tone, text, detail } = warning
  return (
    <Banner tone={tone} headline={text} text={isShort ? null : detail}>
      {!isShort && request.state === 'complete' && (
        <RemedyPart key={request.seq} session={session} request={request} />
      )}
    </Banner>
  )
}

/** All that is missing is what to check it with. */
function canBeChecked(request: RequestSummary): boolean {
  return request.signature !== null && remedyOf(request.signature) === 'add' && !warningOf(request)
}
