// How a stored request that validates the URL would be answered by now, and whether that was so when it came.

import { isDeepStrictEqual } from 'node:util'
import { type BinCredentials, examine } from '../providers/examine.ts'
import type { Answer } from '../wire/answers.ts'
import type { Stored } from './look.ts'

export interface Handshake {
  readonly answer: Answer
  /** It takes a secret, a token or a verdict: with what the bin held at another time it may be another one. */
  readonly dependsOnBin: boolean
}

/** Undefined for a request that validates nothing, and for one that is gone. */
export function handshakeOf(
  stored: Stored | undefined,
  held: BinCredentials,
): Handshake | undefined {
  if (!stored?.isWhole) return undefined
  const { evidence, addresses } = stored
  const ask = (held: BinCredentials) => {
    const options = { held, addresses, effort: 'none' } as const
    return examine(evidence, options).handshake
  }
  const answer = ask(held)
  return answer && { answer, dependsOnBin: !isDeepStrictEqual(ask(new Map()), answer) }
}
