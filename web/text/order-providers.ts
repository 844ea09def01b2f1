// Which providers come first in a list of all: those that matter to the bin, or those that were looked for.

import type { ProviderInfo } from '../../server/wire/providers.ts'
import type { RequestSummary } from '../../server/wire/requests.ts'

export interface OrderedProviders {
  /** Those with secrets and those of requests at hand, the one last heard of first. */
  readonly near: readonly ProviderInfo[]
  /** By their names. */
  readonly rest: readonly ProviderInfo[]
}

export function orderProviders(
  providers: readonly ProviderInfo[],
  requests: readonly RequestSummary[],
  hasSecret: (id: string) => boolean,
): OrderedProviders {
  const seen = [...countProviders(requests).keys()]
  const isNear = ({ id }: ProviderInfo) => seen.includes(id) || hasSecret(id)
  const byName = providers.toSorted((a, b) => a.label.localeCompare(b.label))
  const rank = ({ id }: ProviderInfo) => (seen.includes(id) ? seen.indexOf(id) : seen.length)
  return {
    near: byName.filter(isNear).sort((a, b) => rank(a) - rank(b)),
    rest: byName.filter((provider) => !isNear(provider)),
  }
}

/** How many requests are of which provider, the one that came last first. */
export function countProviders(requests: readonly RequestSummary[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>()
  for (const { provider } of requests) {
    if (provider) counts.set(provider.id, (counts.get(provider.id) ?? 0) + 1)
  }
  return counts
}

/** Those whose name, id or way of signing has every word that was typed. */
export function findProviders(
  providers: readonly ProviderInfo[],
  typed: string,
): readonly ProviderInfo[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return providers.filter(({ id, label, schemes }) => {
    const text = [id, label, ...schemes.map(({ summary }) => summary)].join(' ').toLowerCase()
    return words.every((word) => text.includes(word))
  })
}
