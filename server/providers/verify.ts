// Checks any message as one scheme has it, whoever it came from and whether or not it would be recognised.

import type { HeaderPair, SignatureCheck } from '../wire/requests.ts'
import { providers } from './index.ts'
import type { Provider } from './provider.ts'
import { createEvidence } from './reading/evidence.ts'
import { type CheckOptions, checkSignature } from './signing/check.ts'
import type { Extra, SignedRequest } from './signing/scheme.ts'

export interface VerifyOptions extends CheckOptions {
  readonly method: string
  /** The whole URL, as it was given to the provider. */
  readonly url: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
  /** When it arrived, Unix time in milliseconds. */
  readonly at: number
  readonly extra: Extra
}

/** Null when nothing proves requests of that provider. */
export function verify(
  provider: Provider,
  { method, url, headers, body, at, extra, ...options }: VerifyOptions,
): SignatureCheck | null {
  const described = provider.configure?.(extra) ?? provider
  const request = readMessage({ method, url, headers, body, at, extra })
  return checkSignature(described, request, { effort: 'thorough', ...options })
}

/** A message as schemes see it, whether or not it was ever sent. */
export function readMessage({
  method,
  url,
  headers,
  body,
  at,
  extra,
}: Omit<VerifyOptions, keyof CheckOptions>): SignedRequest {
  const [, path = '', query = ''] = /^(?:[a-z]+:\/\/[^/?#]*)?([^?#]*)\??([^#]*)/i.exec(url) ?? []
  const evidence = createEvidence({ method, path, query, headers, body, receivedAt: at })
  return { evidence, urls: [url], extra }
}

/**
 * By the id of a provider, which may check with any of its schemes, or by that of one scheme alone. Undefined when
 * there is neither.
 */
export function providerOfScheme(id: string): Provider | undefined {
  for (const provider of providers) {
    if (provider.id === id || provider.aliases?.includes(id)) return provider
    const scheme = provider.schemes.find((one) => one.id === id)
    if (scheme) return { ...provider, schemes: [scheme] }
  }
  return undefined
}
