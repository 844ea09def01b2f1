// The outcome of one delivery: status and times, headers, body; or why there is none.

import type { ComponentChildren } from 'preact'
import type { Delivery } from '../../server/wire/deliveries.ts'
import { duration } from '../../server/wire/durations.ts'
import type { Loader } from '../state/load.ts'
import { isFailure, statusText } from '../text/describe.ts'
import { deliveryFacts } from '../text/describe-delivery.ts'
import { formatSize } from '../text/format-size.ts'
import { Loaded } from '../ui/loading.tsx'
import { BodyView } from '../viewers/body-view.tsx'
import { Banner } from './banner.tsx'
import { HeaderTable } from './header-table.tsx'
import { TimingBar } from './timing-bar.tsx'

export interface DeliveryResultProps {
  readonly delivery: Delivery
  readonly body: Loader<Uint8Array>
  /** Below the outcome, above what is folded away. */
  readonly children?: ComponentChildren
}

export function DeliveryResult({ delivery, body, children }: DeliveryResultProps) {
  const { outcome, timings, dropped } = delivery
  const facts = deliveryFacts(delivery)
  return (
    <>
      {outcome.type === 'error' ? (
        <Banner tone="bad" headline={outcome.message} />
      ) : (
        <div class={`result ${isFailure(delivery) ? 'bad' : 'ok'}`}>
          <p class="result-head">
            <span>{statusText(outcome.status, outcome.statusText)}</span>
            <span>{duration(timings.totalMs)}</span>
          </p>
          <TimingBar timings={timings} />
          <dl class="result-facts">
            {facts.map(({ text, detail }) => (
              <div key={text}>
                <dt>{capitalized(text)}</dt>
                <dd>{detail}</dd>
              </div>
            ))}
            <div>
              <dt>Body</dt>
              <dd>
                {formatSize(outcome.body.size)}
                {outcome.body.truncated && ', of which the first 1 MiB is kept'}
              </dd>
            </div>
          </dl>
          {outcome.body.size > 0 && (
            <div class="result-body">
              <Loaded loader={body}>
                {(bytes) => (
                  <BodyView bytes={bytes} contentType={contentTypeOf(outcome.headers)} isSmall />
                )}
              </Loaded>
            </div>
          )}
        </div>
      )}
      {children}
      {outcome.type === 'response' && (
        <details class="more">
          <summary>Response headers ({outcome.headers.length})</summary>
          <HeaderTable headers={outcome.headers} name="Response headers" />
        </details>
      )}
      <details class="more">
        <summary>
          Sent headers ({delivery.request.headers.length}
          {dropped.length > 0 && `, ${dropped.length} left out`})
        </summary>
        <HeaderTable headers={delivery.request.headers} name="Sent headers" />
        {dropped.map(({ name, why }, index) => (
          <p class="dropped" key={`${index} ${name}`}>
            <code>{name}</code> left out: {why}
          </p>
        ))}
      </details>
    </>
  )
}

function capitalized(text: string): string {
  return `${text[0]?.toUpperCase()}${text.slice(1)}`
}

function contentTypeOf(headers: readonly (readonly [string, string])[]): string | null {
  return headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? null
}
