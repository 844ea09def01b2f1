// The verdict on the open request, as a chip that leads to what is behind it.

import type { RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import { verdictChips } from '../../text/describe.ts'
import { Chip } from '../chip.tsx'

export function VerdictButton({ request: { signature } }: { request: RequestSummary }) {
  const { actions } = useInspector()
  if (!signature) return null
  return (
    <button
      type="button"
      class="verdict-button"
      title={signature.detail}
      onClick={() => actions.showTab('overview')}
    >
      <span class="off-screen">Signature: </span>
      <Chip chip={verdictChips[signature.verdict]} />
    </button>
  )
}
