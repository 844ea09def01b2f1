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
import type { Store } from '../store/store.ts'
import type { BinId, Seq } from '../wire/ids.ts'
import type { CapturedRequest } from '../wire/requests.ts'

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

/** A stored request as it was when it arrived. */
export interface Stored {
  readonly request: CapturedRequest
  readonly evidence: Evidence
  readonly addresses: readonly string[]
  /** Whether all of its body arrived. */
  readonly isWhole: boolean
}

/** Undefined when the request is gone. */
export type ReadStored = (bin: BinId, seq: Seq) => Promise<Stored | undefined>

export interface ReadOptions {
  readonly store: Pick<Store, 'getWhole'>
  readonly publicUrl: string | undefined
}

export function createReadStored({ store, publicUrl }: ReadOptions): ReadStored {
  return async (bin, seq) => {
    const whole = await store.getWhole(bin, seq)
    if (!whole) return undefined
    const { request, body } = whole
    const evidence = createEvidence({ ...request, body })
    const addresses = addressesOf(bin, publicUrl, evidence.headers.get('host'))
    return { request, evidence, addresses, isWhole: request.state === 'complete' }
  }
}

/** Undefined when the request is gone or of no provider. */
export type LookAt = (bin: BinId, seq: Seq, held: BinCredentials) => Promise<Look | undefined>

export function createLookAt(read: ReadStored): LookAt {
  return async (bin, seq, held) => {
    const stored = await read(bin, seq)
    const id = stored?.request.provider?.id ?? ''
    const own = held.get(id) ?? nothing
    const provider = providerOf(id, own.extra)
    if (!stored || !provider) return undefined
    const { evidence, addresses, isWhole } = stored
    const signed = signedRequest(evidence, addresses, own.extra)
    return { provider, evidence, signed, addresses, isWhole, held: own }
  }
}

const nothing: ProviderCredentials = { credentials: [], extra: {} }
