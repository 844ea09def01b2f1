// The headline of a request: what it is, what is wrong with it, and what can be done with it.

import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import { answerText, attemptText, subtitleOf, titleOf, warningOf } from '../text/describe.ts'
import { fullTime, timeAgo } from '../text/format-time.ts'
import { IconButton } from '../ui/button.tsx'
import { Icon } from '../ui/icons.tsx'
import { Banner } from './banner.tsx'
import { MarkBar } from './mark-bar.tsx'
import { ProviderGlyph } from './provider-glyph.tsx'
import { RequestActions } from './request-actions.tsx'
import { TagFilters } from './tag-chips.tsx'

export function DetailHeader(props: { session: BinSession; request: RequestSummary }) {
  const { session, request } = props
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
        {pinned && <Icon name="pin" />}
        <code class="detail-line" title={request.target}>
          {subtitleOf(request)}
        </code>
        {layout.isNarrow.value && <Arrival at={receivedAt} />}
        <RequestActions session={session} request={request} />
      </div>
      <Warning request={request} isShort={layout.isNarrow.value} />
      <MarkBar seq={request.seq} />
      {/* On a phone the overview says the rest: the height is for what the tab shows. */}
      {!layout.isNarrow.value && <Facts request={request} />}
    </header>
  )
}

function Facts({ request }: { request: RequestSummary }) {
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
      {provider && request.signature && <Signed request={request} />}
      <TagFilters tags={request.tags} />
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

function Warning({ request, isShort }: { request: RequestSummary; isShort: boolean }) {
  const warning = warningOf(request)
  if (!warning) return null
  const { tone, text, detail } = warning
  return <Banner tone={tone} headline={text} text={isShort ? null : detail} />
}

function Signed({ request: { signature } }: { request: RequestSummary }) {
  if (signature?.verdict === 'valid') return <span class="ok">✓ signature valid</span>
  return signature?.verdict === 'no-secret' ? <span>signature not checked</span> : null
}
