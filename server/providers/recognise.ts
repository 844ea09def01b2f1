// Asks the providers whose a request is, the fewest possible: every capture waits for it (P1).

import type { ProviderMatch } from '../wire/requests.ts'
import { providers } from './index.ts'
import type { Evidence, Provider, Recognised } from './provider.ts'
import { gistOf } from './reading/gist.ts'
import { plainText } from './reading/plain-text.ts'

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
  for (const provider of candidates(evidence)) {
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

/** Positions in the list of those that a header tells, by the header; and of those that query or body may tell. */
const byHeader = positionsByHeader()
const byContent = providers.flatMap(({ toldBy }, position) => (toldBy ? [] : [position]))

/** In the order of the list, so that a collision is decided there. */
function candidates({ headers }: Evidence): readonly Provider[] {
  let told: number[] | undefined
  for (const name of headers.keys()) {
    const positions = byHeader.get(name)
    if (positions) told = told ? [...told, ...positions] : [...positions]
  }
  if (!told) return allByContent
  const asked: Provider[] = []
  // Few are told by headers: to look for the next of them is cheaper than to sort all.
  let next = smallestFrom(told, 0)
  for (const position of byContent) {
    for (; next < position; next = smallestFrom(told, next + 1)) add(asked, next)
    add(asked, position)
  }
  for (; next < providers.length; next = smallestFrom(told, next + 1)) add(asked, next)
  return asked
}

/** The length of the list when there is none. */
function smallestFrom(positions: readonly number[], least: number): number {
  let smallest = providers.length
  for (const position of positions) {
    if (position >= least && position < smallest) smallest = position
  }
  return smallest
}

function add(asked: Provider[], position: number): void {
  const provider = providers[position]
  if (provider) asked.push(provider)
}

const allByContent = byContent.flatMap((position) => providers[position] ?? [])

function positionsByHeader(): ReadonlyMap<string, readonly number[]> {
  const map = new Map<string, number[]>()
  for (const [position, { toldBy = [] }] of providers.entries()) {
    for (const name of toldBy) map.set(name, [...(map.get(name) ?? []), position])
  }
  return map
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
