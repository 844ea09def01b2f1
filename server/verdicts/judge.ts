// The verdict on one request that is stored already, with what its bin holds by now.

import { type BinCredentials, signatureOf } from '../providers/examine.ts'
import type { Effort } from '../providers/signing/check.ts'
import type { NewVerdict } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { LookAt } from './look.ts'

/** Undefined when the request is gone or of no provider, and when its provider fails at it. */
export type Judge = (
  bin: BinId,
  seq: Seq,
  held: BinCredentials,
  effort: Effort,
) => Promise<NewVerdict | undefined>

export function createJudge(lookAt: LookAt, onFailure: (error: unknown) => void): Judge {
  return async (bin, seq, held, effort) => {
    const look = await lookAt(bin, seq, held)
    if (!look) return undefined
    const { provider, evidence, addresses, isWhole } = look
    try {
      const isNeverSigned = provider.detect(evidence)?.isNeverSigned === true
      const options = { held, addresses, isWhole, effort }
      return { seq, signature: signatureOf(provider, evidence, options, isNeverSigned) }
    } catch (error) {
      onFailure(error)
      return undefined
    }
  }
}
