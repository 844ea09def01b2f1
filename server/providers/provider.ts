// What it takes to know a sender: one object of this shape per provider, one file each (P5).

import type { Answer } from '../wire/answers.ts'
import type { HeaderPair, ProviderMatch } from '../wire/requests.ts'
import type { JsonView } from './json-view.ts'

/** The facts a provider may look at; header names are lower case, duplicates joined with `, `. */
export interface Evidence {
  readonly method: string
  /** The raw path below the bin. */
  readonly path: string
  /** The raw query, without its `?`. */
  readonly query: string
  readonly headers: ReadonlyMap<string, string>
  readonly body: Uint8Array
  /** Unix time in milliseconds. */
  readonly receivedAt: number
  /** The body as JSON, for single fields: cheap, so the first choice on the path of every capture. */
  fields(): JsonView
  /** The whole body as JSON, parsed once and only when asked for; undefined when it is not JSON or too large to be worth it. */
  json(): unknown
}

/** What a provider's request says of itself (P1). */
export interface Recognised extends Omit<ProviderMatch, 'id' | 'label'> {
  /** Whether it carries this provider's signature or token; null for what the provider never signs. */
  readonly signed: boolean | null
  /** One short line about the payload, for the list. */
  readonly gist?: string
}

/** What a signature is made over, and whatever else of the message it needs. */
export interface Signable {
  readonly method: string
  /** Raw, below the target. */
  readonly path: string
  /** Raw, without its `?`. */
  readonly query: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
  /** As recognised when it was captured. */
  readonly deliveryId: string | null
}

export interface Provider {
  /** As in URLs and filters: `github`. */
  readonly id: string
  readonly label: string
  /** The provider's own page about its webhooks. */
  readonly docsUrl: string
  /** Undefined when the request is not this provider's; decided from headers first, the body only when cheap. */
  detect(evidence: Evidence): Recognised | undefined
  /**
   * The headers of a signature as the provider would make it at that time, in milliseconds since 1970: each in place of
   * one that is there, or new. The secret has no flaw.
   */
  sign?(message: Signable, secret: string, at: number): readonly HeaderPair[]
  /** The provider's own library refuses a signature whose time is further away than this; absent where none is signed. */
  readonly toleranceMs?: number
  /** What keeps a text from being a secret of this provider, in a sentence that does not repeat it. */
  secretFlaw?(secret: string): string | undefined
  /** The answer that validates the URL, when the request asks for that and no secret is needed (P3). */
  handshake?(evidence: Evidence): Answer | undefined
}
