// What it takes to know a sender: one object of this shape per provider, one file each (P5).

import type { Answer } from '../wire/answers.ts'
import type { RetrySchedule } from '../wire/providers.ts'
import type { ProviderMatch, SignatureCheck } from '../wire/requests.ts'
import type { JsonView } from './reading/json-view.ts'
import type { Extra, Scheme } from './signing/scheme.ts'

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
  /** The provider never signs such a request: a URL check, mostly. */
  readonly isNeverSigned?: true
  /** One short line about the payload, for the list. */
  readonly gist?: string
}

/** What the owner of a bin enters for a provider. */
export interface CredentialField {
  /** `secret` and `publicKey` are kept sealed, several at once; any other name is one plain text. */
  readonly name: string
  /** As the provider's own pages call it: «Signing secret». */
  readonly label: string
  /** Where at the provider it is found, in one sentence. */
  readonly hint: string
  /** What one looks like, for an empty field: `whsec_…`. */
  readonly example?: string
  readonly isOptional?: true
  /** What counts where nothing is entered. */
  readonly otherwise?: string
  /** The only texts it may be. */
  readonly choices?: readonly string[]
}

/** What a bin holds of a provider when a handshake is answered. */
export interface HandshakeAid {
  readonly secrets: readonly string[]
  readonly extra: Extra
  /** Of the request itself; null when the provider never signs such a one. */
  readonly signature: SignatureCheck | null
}

/** A URL that validates the webhook once it is fetched. */
export interface Confirmation {
  readonly url: string
  /** What fetching it does, for a button: «Confirm the subscription». */
  readonly label: string
}

/** What `docs/providers.md` says besides. */
export interface ProviderFacts {
  /** What it is told by: «`X-GitHub-Event`». */
  readonly detection: string
  /** How its check of the URL is answered; absent where it makes none, or is content with 2xx. */
  readonly handshake?: string
  /** Where the facts come from: «library `stripe` 23.1.0». */
  readonly source: string
  /** What could not be confirmed, one short sentence each. */
  readonly unconfirmed?: readonly string[]
}

/** What of query and body may tell a provider: without any of it none of its requests is known but by a header. */
export interface ContentTraits {
  /** Parameters of the query, by their names as they are sent. */
  readonly parameters?: readonly string[]
  /** Keys at the top of a JSON body, or of its first item where it is an array. */
  readonly keys?: readonly string[]
  /** Forms may be told, of either kind. */
  readonly isForm?: true
}

export interface Provider {
  /** As in URLs and filters: `github`. */
  readonly id: string
  /** Other names of the same, under which a message may be checked. */
  readonly aliases?: readonly string[]
  readonly label: string
  /** The provider's own page about its webhooks. */
  readonly docsUrl: string
  readonly facts: ProviderFacts
  /** Where the capture URL is pasted at the provider: «Repository → Settings → Webhooks → Add webhook». */
  readonly paste: string
  /** Headers, in lower case: without any of them `detect` need not be asked, unless query or body may tell as well. */
  readonly toldBy: readonly string[]
  readonly toldByContent?: ContentTraits
  /** Undefined when the request is not this provider's; decided from headers first, the body only when cheap. */
  detect(evidence: Evidence): Recognised | undefined
  /** How its requests are signed: the first that finds a signature decides. Empty where nothing proves the sender. */
  readonly schemes: readonly Scheme[]
  /** What the owner enters so that signatures can be checked; empty without schemes. */
  readonly fields: readonly CredentialField[]
  /** What keeps a text from being a secret of this provider, in a sentence that does not repeat it. */
  secretFlaw?(secret: string): string | undefined
  /** The provider as the owner's extras describe it, where they do. */
  configure?(extra: Extra): Provider
  /** What of the extras cannot be, in a sentence that names the field. */
  extraFlaw?(extra: Extra): string | undefined
  /** What may be behind a signature that fits nothing, where the request gives it away: it is a test, the key is live. */
  suspicion?(evidence: Evidence): string | undefined
  /**
   * The answer that validates the URL, where the request asks for that and it can be given (P3). Some providers probe
   * with wrong signatures and want them refused.
   */
  handshake?(evidence: Evidence, aid: HandshakeAid): Answer | undefined
  /**
   * What the request asks to have fetched. Anyone can send one: `url` is checked to be https and at the provider's own
   * host wherever it has one, and it is fetched only when the owner of the bin asks for it.
   */
  confirm?(evidence: Evidence): Confirmation | undefined
  /** Where the key or certificate is had that its signature is checked with; checked and fetched as above. */
  keyUrl?(evidence: Evidence): string | undefined
  /** The secret that this handshake hands over; kept only when the owner asks for it, since anyone can send one. */
  handedSecret?(evidence: Evidence): string | undefined
  readonly retries?: RetrySchedule
}
