// The verdict on a signature in full: what it is, why, and what helps.

import type { RequestSummary } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { verdictChips } from '../../text/describe.ts'
import { remedyOf } from '../../text/remedy.ts'
import { verdictHeadline, warningOf } from '../../text/verdicts.ts'
import { TextWithCode } from '../../ui/text-with-code.tsx'
import { Chip } from '../chip.tsx'
import { CheckingLine } from '../secrets/checking-line.tsx'
import { RemedyPart } from './remedy.tsx'

export interface SignatureFactProps {
  readonly session: BinSession
  readonly request: RequestSummary
}

export function SignatureFact({ session, request }: SignatureFactProps) {
  const { layout } = useInspector()
  const { signature, provider } = request
  if (!signature) {
    return provider
      ? `${provider.label} does not sign requests like this one in a way that can be checked.`
      : 'Nothing to check: the sender is not a known one.'
  }
  const { text } = verdictHeadline(signature.verdict)
  // But for a phone the banner above has the detail, and what helps.
  const isSaid = !layout.isNarrow.value && warningOf(request)?.text === text
  const isAdded = remedyOf(signature) === 'add'
  return (
    <div class="signature-fact">
      <p>
        <Chip chip={verdictChips[signature.verdict]} />{' '}
        {isSaid ? text : <TextWithCode text={signature.detail} />}
      </p>
      {provider && <CheckingLine session={session} provider={provider.id} isBrief />}
      {!isSaid && <RemedyPart session={session} request={request} isOpenAtOnce={isAdded} />}
    </div>
  )
}
