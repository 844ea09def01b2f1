// The headline of a request: what it is, what is wrong with it, and what can be done with it.

import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import type { BinSession } from '../state/bin-session.ts'
import {
  answerText,
  attemptText,
  stateHeadline,
  subtitleOf,
  titleOf,
  verdictHeadline,
} from '../text/describe.ts'
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
  const { actions, layout, clock } = useInspector()
  const { provider, remoteAddress, receivedAt, response, pinned } = request
  const attempt = attemptText(provider?.attempt)
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
        <RequestActions session={session} request={request} />
      </div>
      <Warning request={request} />
      <MarkBar seq={request.seq} />
      <div class="facts">
        <span>
          {provider ? `${provider.label} · ` : ''}
          {remoteAddress}
        </span>
        <span title={fullTime(receivedAt)}>{timeAgo(receivedAt, clock.now.value)}</span>
        {attempt && <span>{attempt}</span>}
        <span class="not-narrow">{answerText(response)}</span>
        {provider && request.signature && <Signed request={request} />}
        {/* On a phone the overview says the rest. */}
        <TagFilters tags={request.tags} />
      </div>
    </header>
  )
}

/** What is wrong, first of all; nothing when nothing is. */
function Warning({ request }: { request: RequestSummary }) {
  const { signature, reason } = request
  const state = stateHeadline(request)
  if (state) return <Banner tone={state.tone} headline={state.text} text={reason} />
  if (!signature) return null
  const { tone, text } = verdictHeadline(signature.verdict)
  if (tone !== 'bad' && tone !== 'warn') return null
  return <Banner tone={tone} headline={text} text={signature.detail} />
}

function Signed({ request: { signature } }: { request: RequestSummary }) {
  if (signature?.verdict === 'valid') return <span class="ok">✓ signature valid</span>
  return signature?.verdict === 'no-secret' ? (
    <span class="not-narrow">signature not checked</span>
  ) : null
}
