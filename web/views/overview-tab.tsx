// What happened, in sentences and facts: who sent it, how it arrived, what to make of it.

import type { ComponentChildren } from 'preact'
import { howAnswered } from '../../server/wire/answer-words.ts'
import { duration } from '../../server/wire/durations.ts'
import type { AnswerRecord, RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import { answeredBy, attemptText, passThroughHeadline, shownStatus } from '../text/describe.ts'
import { exactBytes, formatSize } from '../text/format-size.ts'
import { fullTime, timeAgo } from '../text/format-time.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Attempts } from './attempts.tsx'
import type { TabProps } from './detail-pane.tsx'
import { OwnSenderOffer } from './own-sender/own-sender-offer.tsx'
import { HandshakeFact } from './signature/handshake-fact.tsx'
import { SignatureFact } from './signature/signature-fact.tsx'
import { TagFilters } from './tag-chips.tsx'

export function OverviewTab({ session, request, detail }: TabProps) {
  const { clock, layout } = useInspector()
  const { provider, body, response, receivedAt, durationMs, remoteAddress, httpVersion } = request
  const full = detail.request.state.value
  return (
    <div class="overview">
      <p class="story">
        {/* On a phone the banner is without the reason. */}
        {layout.isNarrow.value && request.reason ? `${request.reason} ` : ''}
        {story(request)}
      </p>
      <Attempts session={session} request={request} detail={detail} />
      <dl class="fact-list">
        <Fact name="Signature">
          <SignatureFact
            key={request.seq}
            session={session}
            request={request}
            offers={full.type === 'loaded' ? full.value.offers : undefined}
          />
          <OwnSenderOffer
            key={`own-${request.seq}`}
            session={session}
            request={request}
            captured={full.type === 'loaded' ? full.value : undefined}
          />
        </Fact>
        {response?.by === 'handshake' && provider && (
          <Fact name="Handshake">
            <HandshakeFact provider={provider} answer={response} />
          </Fact>
        )}
        <Fact name="Answered">
          {response ? <Answered response={response} /> : 'Nobody was left to answer.'}
        </Fact>
        {response?.passThrough && (
          <Fact name="Passed through">
            {passThroughHeadline(response.passThrough)}{' '}
            <span class="muted">{response.passThrough.detail}</span>
          </Fact>
        )}
        <Fact name="Received">
          {fullTime(receivedAt)} <span class="muted">· {timeAgo(receivedAt, clock.now.value)}</span>
        </Fact>
        {layout.isNarrow.value && request.tags.length > 0 && (
          <Fact name="Tags">
            <TagFilters tags={request.tags} />
          </Fact>
        )}
        <Fact name="Took">{duration(durationMs)} from the head to the last byte</Fact>
        <Fact name="From">
          <code>{remoteAddress}</code>
        </Fact>
        <Fact name="Request">
          <code>
            {request.method} {request.target} HTTP/{httpVersion}
          </code>
        </Fact>
        <Fact name="Body">
          {exactBytes(body.size)}
          {body.contentType && <span class="muted"> · {body.contentType}</span>}
          {body.contentEncoding && <span class="muted"> · {body.contentEncoding}</span>}
        </Fact>
        {body.size > 0 && (
          <Fact name="SHA-256">
            <code class="hash">{body.sha256}</code>
            <CopyButton text={body.sha256} name="the SHA-256" label="" kind="plain" />
          </Fact>
        )}
        {provider?.deliveryId && (
          <Fact name="Delivery id">
            <code>{provider.deliveryId}</code>
          </Fact>
        )}
        {full.type === 'loaded' && full.value.trailers.length > 0 && (
          <Fact name="Trailers">
            {full.value.trailers.map(([name, value]) => (
              <code key={name}>
                {name}: {value}
              </code>
            ))}
          </Fact>
        )}
      </dl>
    </div>
  )
}

function Answered({ response }: { response: AnswerRecord }) {
  const { actions } = useInspector()
  const { by, rule, ms } = response
  const step =
    by === 'rule' && rule && rule.steps > 1 ? `, response ${rule.step + 1} of ${rule.steps}` : ''
  return (
    <>
      {shownStatus(response)} by {answeredBy(response)}
      {step}, decided {duration(ms)} after the first byte.{' '}
      {howAnswered(response).map((sentence) => `${sentence} `)}
      <Button kind="plain" class="in-text" onClick={() => actions.showTab('response')}>
        What was sent, and why
      </Button>
    </>
  )
}

function Fact({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function story(request: RequestSummary): string {
  const { provider, method, body, state } = request
  const who = provider
    ? `${provider.label} sent ${provider.event ? `“${provider.event}”` : 'a webhook'}`
    : `A sender that Hooklens does not recognise made a ${method} request`
  const attempt = attemptText(provider?.attempt)
  const size = body.size > 0 ? `with ${formatSize(body.size)} of body` : 'without a body'
  if (state === 'complete') return `${who} ${size}${attempt ? `; it is the ${attempt}` : ''}.`
  // The banner above says what became of it.
  if (state === 'malformed') return `The ${formatSize(body.size)} that came are kept.`
  return `${who}.`
}
