// The verdict on a signature in full: what it is, why, and what helps.

import type { RequestOffers, RequestSummary, Verdict } from '../../../server/wire/requests.ts'
import { useInspector } from '../../context.ts'
import type { BinSession } from '../../state/bin-session.ts'
import { verdictChips } from '../../text/describe.ts'
import { remedyOf } from '../../text/remedy.ts'
import { verdictHeadline, warningOf } from '../../text/verdicts.ts'
import { TextWithCode } from '../../ui/text-with-code.tsx'
import { Chip } from '../chip.tsx'
import { CheckingLine } from '../secrets/checking-line.tsx'
import { Offers } from './offers.tsx'
import { RemedyPart } from './remedy.tsx'
import { ShownSignature } from './shown-signature.tsx'

export interface SignatureFactProps {
  readonly session: BinSession
  readonly request: RequestSummary
  readonly offers: RequestOffers | undefined
}

export function SignatureFact({ session, request, offers }: SignatureFactProps) {
  const { layout, canChange } = useInspector()
  const { signature, provider } = request
  if (!signature) {
    return (
      <div class="signature-fact">
        <p>
          {provider
            ? `${provider.label} does not sign requests like this one in a way that can be checked.`
            : 'Nothing to check: the sender is not a known one.'}
        </p>
        {offers && <Offers session={session} request={request} offers={offers} />}
      </div>
    )
  }
  const { text } = verdictHeadline(signature.verdict)
  // But for a phone the banner above has the detail, and what helps.
  const isSaid = !layout.isNarrow.value && warningOf(request)?.text === text
  // What a click can fetch need not be pasted.
  const isAdded = remedyOf(signature) === 'add' && !offers?.key
  return (
    <div class="signature-fact">
      <p>
        <Chip chip={verdictChips[signature.verdict]} />{' '}
        {isSaid ? text : <TextWithCode text={signature.detail} />}
      </p>
      {provider && <CheckingLine session={session} provider={provider.id} isBrief />}
      {offers && <Offers session={session} request={request} offers={offers} />}
      {!isSaid && (
        <RemedyPart key={`${isAdded}`} session={session} request={request} isOpenAtOnce={isAdded} />
      )}
      {canChange.value && isReadable(signature.verdict) && (
        <ShownSignature key={signature.detail} session={session} request={request} />
      )}
    </div>
  )
}

/** There is one, and it has a form. */
function isReadable(verdict: Verdict): boolean {
  return verdict !== 'unsigned' && verdict !== 'malformed'
}
