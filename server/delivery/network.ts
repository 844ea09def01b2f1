// What lies between this server and all others: looking names up, and opening connections. Tests stand in for it here.

import { lookUp } from './addresses.ts'
import { connectTo } from './connect.ts'

export interface Network {
  /** Every address of a name; rejects as `dns.lookup` does. */
  readonly lookup: typeof lookUp
  /** To one of addresses that were checked before. */
  readonly connect: typeof connectTo
}

export const internet: Network = { lookup: lookUp, connect: connectTo }
