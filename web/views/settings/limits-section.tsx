// How much the bin keeps, how full it is, and what happens when it is full.

import type { Bin } from '../../../server/wire/bins.ts'
import { formatSize } from '../../text/format-size.ts'
import { Meter } from '../../ui/meter.tsx'
import { Section } from './section.tsx'

export function LimitsSection({ bin }: { bin: Bin }) {
  const { requests, bytes, limits } = bin
  return (
    <Section
      name="Limits"
      intro="Whoever runs this Hooklens sets them for all bins, with flags like --max-requests."
    >
      <Meter
        name="Requests"
        used={requests}
        most={limits.requests}
        text={`${requests.toLocaleString('en')} of ${limits.requests.toLocaleString('en')}`}
      />
      <Meter
        name="Storage"
        used={bytes}
        most={limits.bytes}
        text={`${formatSize(bytes)} of ${formatSize(limits.bytes)}`}
      />
      <p>
        When either is full, the oldest requests make room for new ones: capturing goes on, and what
        was dropped leaves the list, pinned or not.
      </p>
      <p>
        A body may have up to {formatSize(limits.bodyBytes)}. A larger one is answered{' '}
        <code>413</code>, and what came of the request is kept as evidence.
      </p>
    </Section>
  )
}
