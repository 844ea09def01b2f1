// Chooses another request for one side of a comparison: recent ones, those of the same event first.

import { useSignal } from '@preact/signals'
import type { RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { shownTarget, titleOf } from '../../text/describe.ts'
import { timeInRow } from '../../text/format-time.ts'
import { Popover } from '../../ui/popover.tsx'
import { ProviderGlyph } from '../provider-glyph.tsx'

export interface SidePickerProps {
  readonly session: BinSession
  /** The one to be replaced. */
  readonly request: RequestSummary
  readonly other: RequestSummary
  readonly side: 'left' | 'right'
  readonly onPick: (request: RequestSummary) => void
}

const most = 40

export function SidePicker({ session, request, other, side, onPick }: SidePickerProps) {
  return (
    <Popover
      name={`Choose another request for the ${side}`}
      icon="chevron"
      align={side === 'left' ? 'start' : 'end'}
      class="side-picker"
    >
      {(close) => (
        <Choices
          session={session}
          request={request}
          other={other}
          onPick={(picked) => {
            close()
            onPick(picked)
          }}
        />
      )}
    </Popover>
  )
}

function Choices({ session, request, other, onPick }: Omit<SidePickerProps, 'side'>) {
  const { clock } = useInspector()
  const wanted = useSignal('')
  const word = wanted.value.trim().toLowerCase()
  const found = session.loaded.value
    .filter(({ seq }) => seq !== request.seq && seq !== other.seq)
    .filter((one) => word === '' || textOf(one).includes(word))
  const isAlike = (one: RequestSummary) => titleOf(one) === titleOf(other)
  const shown = [...found.filter(isAlike), ...found.filter((one) => !isAlike(one))].slice(0, most)
  return (
    <>
      <input
        class="field"
        type="search"
        placeholder="Event, path or number"
        aria-label="Find a request"
        autoComplete="off"
        value={wanted.value}
        onInput={(event) => {
          wanted.value = event.currentTarget.value
        }}
      />
      {shown.length === 0 && <p class="muted">No other request here is like that.</p>}
      <ul aria-label="Requests">
        {shown.map((one) => (
          <li key={one.seq}>
            <button type="button" class="side-choice" onClick={() => onPick(one)}>
              <span class="muted">#{one.seq}</span>
              <ProviderGlyph provider={one.provider} />
              <span>{titleOf(one)}</span>
              <time>{timeInRow(one.receivedAt, clock.read())}</time>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function textOf(one: RequestSummary): string {
  return `#${one.seq} ${titleOf(one)} ${one.method} ${shownTarget(one)} ${one.gist ?? ''}`.toLowerCase()
}
