// On a narrow screen, what can be done with the open request, within a thumb's reach.

import type { RequestSummary } from '../../server/wire/requests.ts'
import { useInspector } from '../context.ts'
import { Button } from '../ui/button.tsx'
import { CopyAs } from './copy-as.tsx'
import { MoreMenu } from './request-actions.tsx'

export function BottomBar({ request }: { request: RequestSummary }) {
  const { actions, canChange } = useInspector()
  return (
    <div class="bottom-bar" role="toolbar" aria-label="Request">
      <CopyAs isUp />
      {canChange.value && (
        <Button kind="plain" icon="replay" onClick={actions.openReplay}>
          Replay
        </Button>
      )}
      <Button kind="plain" icon="compare" onClick={actions.compareWithPrevious}>
        Compare
      </Button>
      <MoreMenu request={request} isUp />
    </div>
  )
}
