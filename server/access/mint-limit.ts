// How many bins one address may have made at once and over time: making one takes no key, and each takes room (A6).

import ipaddr from 'ipaddr.js'

export interface MintLimit {
  /** Whether one more may be made for it now. */
  take(address: string): boolean
}

export const mostMintedAtOnce = 100
/** After so long, one more may be made. */
export const mintAgainMs = 10_000

/** Addresses that are remembered; beyond it, those heard of first are forgotten. */
const mostAddresses = 10_000

/** `now` never goes back. */
export function createMintLimit(now: () => number): MintLimit {
  /** By address, when it will be as if it never had one made. */
  const restedAt = new Map<string, number>()

  function forget(at: number): void {
    for (const [network, rested] of restedAt) {
      if (rested <= at || restedAt.size > mostAddresses) restedAt.delete(network)
    }
  }

  return {
    take(address) {
      const network = networkOf(address)
      if (network === undefined) return true
      const at = now()
      const rested = Math.max(at, restedAt.get(network) ?? at)
      if (rested - at > (mostMintedAtOnce - 1) * mintAgainMs) return false
      restedAt.delete(network)
      restedAt.set(network, rested + mintAgainMs)
      if (restedAt.size > mostAddresses) forget(at)
      return true
    },
  }
}

/** An IPv4 address, or the /64 that an IPv6 customer has to itself; undefined for this machine, which is not limited. */
function networkOf(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return address
  const parsed = ipaddr.process(address)
  if (parsed.range() === 'loopback') return undefined
  if (parsed instanceof ipaddr.IPv4) return parsed.toString()
  return parsed.parts.slice(0, 4).join(':')
}
