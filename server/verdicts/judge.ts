// The verdict on one request that is stored already, with what its bin holds by now.

import { type BinCredentials, signatureOf } from '../providers/examine.ts'
import { providerOf } from '../providers/index.ts'
import { createEvidence } from '../providers/reading/evidence.ts'
import type { Effort } from '../providers/signing/check.ts'
import { addressesOf } from '../providers/signing/urls.ts'
import type { NewVerdict, Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'

export interface JudgeOptions {
  readonly store: Pick<Store, 'getWhole'>
  readonly publicUrl: string | undefined
  readonly onFailure: (error: unknown) => void
}

/** Undefined when the request is gone or of no provider, and when its provider fails at it. */
export type Judge = (
  bin: BinId,
  seq: Seq,
  held: BinCredentials,
  effort: Effort,
) => Promise<NewVerdict | undefined>

export function createJudge({ store, publicUrl, onFailure }: JudgeOptions): Judge {
  return async (bin, seq, held, effort) => {
    const whole = await store.getWhole(bin, seq)
    const id = whole?.request.provider?.id ?? ''
    const provider = providerOf(id, held.get(id)?.extra)
    if (!whole || !provider) return undefined
    const { request, body } = whole
    const evidence = createEvidence({ ...request, body })
    const addresses = addressesOf(bin, publicUrl, evidence.headers.get('host'))
    try {
      const isNeverSigned = provider.detect(evidence)?.isNeverSigned === true
      const options = { held, addresses, effort }
      return { seq, signature: signatureOf(provider, evidence, options, isNeverSigned) }
    } catch (error) {
      onFailure(error)
      return undefined
    }
  }
}
