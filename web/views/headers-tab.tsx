// The headers as they were on the wire: order, case and duplicates kept, secrets covered until asked for.

import { useSignal } from '@preact/signals'
import type { HeaderPair } from '../../server/wire/requests.ts'
import { CopyButton } from '../ui/copy-button.tsx'
import { Loaded } from '../ui/loading.tsx'
import type { TabProps } from './detail-pane.tsx'
import { HeaderTable } from './header-table.tsx'

export function HeadersTab({ detail }: TabProps) {
  const filter = useSignal('')
  return (
    <Loaded loader={detail.request}>
      {({ headers, trailers }) => {
        const wanted = filter.value.trim().toLowerCase()
        const isWanted = (pair: HeaderPair) => pair.join(': ').toLowerCase().includes(wanted)
        const shown = headers.filter(isWanted)
        return (
          <>
            <div class="tab-tools">
              <input
                type="search"
                class="field is-small"
                placeholder="Filter headers"
                aria-label="Filter headers"
                value={filter.value}
                onInput={(event) => {
                  filter.value = event.currentTarget.value
                }}
              />
              <span class="muted">
                {wanted ? `${shown.length} of ${headers.length}` : 'in wire order'}
              </span>
              <span class="spring" />
              <CopyButton text={asText(headers)} name="all headers" kind="plain" />
            </div>
            <HeaderTable headers={shown} name="Headers" canFilter />
            {shown.length === 0 && <p class="nothing">No header matches “{filter.value}”.</p>}
            {trailers.length > 0 && (
              <>
                <h3 class="sub-title">Trailers</h3>
                <HeaderTable headers={trailers.filter(isWanted)} name="Trailers" />
              </>
            )}
          </>
        )
      }}
    </Loaded>
  )
}

function asText(headers: readonly HeaderPair[]): string {
  return headers.map(([name, value]) => `${name}: ${value}`).join('\n')
}
