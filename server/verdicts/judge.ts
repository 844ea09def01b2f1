// The verdict on one request that is stored already, with what its bin holds by now.

import { type BinCredentials, examine, signatureOf } from '../providers/examine.ts'
import type { Effort } from '../providers/signing/check.ts'
import type { NewVerdict } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { LookAt, ReadStored } from './look.ts'

/** Undefined when there is nothing to judge: the request is gone, or a provider fails at it. */
export type Judge = (
  bin: BinId,
  seq: Seq,
  held: BinCredentials,
  effort: Effort,
) => Promise<NewVerdict | undefined>

/** Of the provider it was told to be of; undefined for one of nobody. */
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

/** As if it arrived now: whose it is as well. */
export function createNewJudge(read: ReadStored, onFailure: (error: unknown) => void): Judge {
  return async (bin, seq, held, effort) => {
    const stored = await read(bin, seq)
    if (!stored) return undefined
    const { evidence, ...how } = stored
    try {
      const told = examine(evidence, { ...how, held, effort })
      const { provider, gist, signature } = told
      return { seq, signature, sender: { provider, gist } }
    } catch (error) {
      onFailure(error)
      return undefined
    }
  }
}
