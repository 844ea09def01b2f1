// The query, decoded and as it was sent.

import { CopyButton } from '../ui/copy-button.tsx'
import { PairTable } from '../ui/pair-table.tsx'
import type { TabProps } from './detail-pane.tsx'

export function QueryTab({ request: { query, target } }: TabProps) {
  if (query === '') {
    return (
      <p class="nothing">
        {target.includes('?') ? 'The query is empty: only a ? was sent.' : 'No query was sent.'}
      </p>
    )
  }
  return (
    <>
      <PairTable text={query} name="Query, decoded" />
      <h3 class="sub-title">As sent</h3>
      <div class="raw-line">
        <code>{query}</code>
        <CopyButton text={query} name="the raw query" kind="plain" label="" />
      </div>
    </>
  )
}
