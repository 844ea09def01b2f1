// The addresses of a host: those it needs no look-up for, and those the system knows.

import { lookup as lookupName } from 'node:dns/promises'
import { isIP } from 'node:net'

/**
 * Addresses that need no look-up. A dev server often listens on only one of the two loopback addresses, so both are
 * offered whatever the hosts file says; IPv4 first, as macOS itself answers on ports 5000 and 7000 of the other.
 */
export function fixedAddresses(hostname: string): readonly string[] | undefined {
  if (isIP(hostname) !== 0) return [hostname]
  const isLocalhost = hostname === 'localhost' || hostname.endsWith('.localhost')
  return isLocalhost ? ['127.0.0.1', '::1'] : undefined
}

/** Every address of a name; rejects as `dns.lookup` does. */
export async function lookUp(hostname: string): Promise<readonly string[]> {
  const found = await lookupName(hostname, { all: true })
  if (found.length === 0) throw Object.assign(new Error('no address'), { code: 'ENOTFOUND' })
  return found.map(({ address }) => address)
}
