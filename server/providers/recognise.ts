// Asks the providers whose a request is, the fewest possible: every capture waits for it (P1).

import type { ProviderMatch } from '../wire/requests.ts'
import { providers } from './index.ts'
import type { Evidence, Provider, Recognised } from './provider.ts'
import { gistOf } from './reading/gist.ts'
import { plainText } from './reading/plain-text.ts'
import { firstByContent, toldByContent, toldByHeaders } from './traits.ts'

export interface Recognition {
  readonly provider: Provider | undefined
  readonly match: ProviderMatch | null
  /** At most 80 characters of plain text; null when there is nothing to tell. */
  readonly gist: string | null
  /** The provider never signs such a request. */
  readonly isNeverSigned: boolean
}

/** `own` is the bin's own sender: its owner described it, so it comes before whoever has a header of the same name. */
export function recognise(evidence: Evidence, own?: Provider): Recognition {
  const found = own && recognisedAs(own, evidence)
  if (found) return found
  const told = toldByHeaders(evidence)
  let isContentRead = false
  // In the order of the list, so that a collision is decided there. Few are told: to look for the next of them is cheaper
  // than to sort all.
  for (let next = smallestFrom(told, 0); ; next = smallestFrom(told, next + 1)) {
    // Nearly every sender that a header tells is found before its query or body is looked at.
    if (!isContentRead && next >= firstByContent) {
      told.push(...toldByContent(evidence))
      isContentRead = true
      next = smallestFrom(told, firstByContent)
    }
    const provider = providers[next]
    if (!provider) break
    const found = recognisedAs(provider, evidence)
    if (found) return found
  }
  return { provider: undefined, match: null, gist: gistOf(evidence), isNeverSigned: false }
}

function recognisedAs(provider: Provider, evidence: Evidence): Recognition | undefined {
  const found = provider.detect(evidence)
  return (
    found && {
      provider,
      match: matchOf(provider, found),
      gist: (found.gist && plainText(found.gist)) || gistOf(evidence),
      isNeverSigned: found.isNeverSigned === true,
    }
  )
}

/** The length of the list when there is none. */
function smallestFrom(positions: readonly number[], least: number): number {
  let smallest = providers.length
  for (const position of positions) {
    if (position >= least && position < smallest) smallest = position
  }
  return smallest
}

const maxEventChars = 120
const maxDeliveryIdChars = 200

function matchOf(
  { id, label }: Provider,
  { event, deliveryId, attempt, hasFixedBody }: Recognised,
): ProviderMatch {
  return {
    id,
    label,
    event: event ? plainText(event, maxEventChars) : null,
    deliveryId: deliveryId ? plainText(deliveryId, maxDeliveryIdChars) : null,
    ...(attempt === undefined ? {} : { attempt }),
    ...(hasFixedBody && { hasFixedBody }),
  }
}
