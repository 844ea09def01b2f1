// A stored request as its provider and its scheme see it, with what its bin holds by now.

import {
  type BinCredentials,
  type ProviderCredentials,
  signedRequest,
} from '../providers/examine.ts'
import { providerOf } from '../providers/index.ts'
import type { Evidence, Provider } from '../providers/provider.ts'
import { createEvidence } from '../providers/reading/evidence.ts'
import type { SignedRequest } from '../providers/signing/scheme.ts'
import { addressesOf } from '../providers/signing/urls.ts'
import type { Store, WholeRequest } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'

export interface Look {
  readonly provider: Provider
  readonly evidence: Evidence
  readonly signed: SignedRequest
  readonly addresses: readonly string[]
  /** Whether all of its body arrived. */
  readonly isWhole: boolean
  /** Of the provider. */
  readonly held: ProviderCredentials
}

export interface LookOptions {
  readonly store: Pick<Store, 'getWhole'>
  readonly publicUrl: string | undefined
}

/** Undefined when the request is gone or of no provider. */
export type LookAt = (bin: BinId, seq: Seq, held: BinCredentials) => Promise<Look | undefined>

export function createLookAt({ store, publicUrl }: LookOptions): LookAt {
  return async (bin, seq, held) => {
    const whole = await store.getWhole(bin, seq)
    const id = whole?.request.provider?.id ?? ''
    const own = held.get(id) ?? nothing
    const provider = providerOf(id, own.extra)
    if (!whole || !provider) return undefined
    const evidence = evidenceOf(whole)
    const addresses = addressesOf(bin, publicUrl, evidence.headers.get('host'))
    const signed = signedRequest(evidence, addresses, own.extra)
    const isWhole = whole.request.state === 'complete'
    return { provider, evidence, signed, addresses, isWhole, held: own }
  }
}

const nothing: ProviderCredentials = { credentials: [], extra: {} }

function evidenceOf({ request, body }: WholeRequest): Evidence {
  return createEvidence({ ...request, body })
}
