// Every key of the grammar and every word of `is:` and `has:`, once: for parsing, completion and the documentation.

import type { RequestSummary } from '../requests.ts'
import type { KeyName } from './syntax.ts'

/**
 * How a key's values are read: `text` takes patterns; `choice` one of a few words; `time`, `size` and `status`
 * are ordered; `any` takes all of these, by what it finds.
 */
export type ValueKind = 'text' | 'choice' | 'time' | 'size' | 'status' | 'any'

export interface KeyFacts {
  readonly kind: ValueKind
  /** As it is typed. */
  readonly form: string
  /** What it looks at, in words that fit after "the" where they can. */
  readonly what: string
  readonly example: string
}

export const filterKeys: Readonly<Record<KeyName, KeyFacts>> = {
  method: { kind: 'text', form: 'method', what: 'method', example: 'method:POST,PUT' },
  path: {
    kind: 'text',
    form: 'path',
    what: 'path below the bin, as sent; `/` is the bin itself',
    example: 'path:/orders/*',
  },
  q: {
    kind: 'any',
    form: 'q.NAME',
    what: 'decoded query parameter NAME',
    example: 'q.page:>1',
  },
  h: {
    kind: 'any',
    form: 'h.NAME',
    what: 'header NAME, in any case',
    example: 'h.user-agent:curl/*',
  },
  body: {
    kind: 'any',
    form: 'body.JSON.PATH',
    what: 'value there in a JSON body; `0` or `[0]` is an element, `*` all of them, `"a.b"` a name with odd characters',
    example: 'body.items.*.price:>=100',
  },
  ct: {
    kind: 'text',
    form: 'ct',
    what: 'content type: whole, without parameters, or its last word',
    example: 'ct:json',
  },
  size: { kind: 'size', form: 'size', what: 'bytes of the body', example: 'size:>1mb' },
  ip: { kind: 'text', form: 'ip', what: "sender's address", example: 'ip:10.0.*' },
  at: { kind: 'time', form: 'at', what: 'time of arrival', example: 'at:-15m' },
  status: {
    kind: 'status',
    form: 'status',
    what: 'status it was answered with',
    example: 'status:5xx',
  },
  provider: { kind: 'text', form: 'provider', what: 'sender', example: 'provider:stripe' },
  event: { kind: 'text', form: 'event', what: 'event type', example: 'event:invoice.*' },
  sig: {
    kind: 'text',
    form: 'sig',
    what: "signature's verdict, or the reason for it",
    example: '-sig:valid',
  },
  state: {
    kind: 'choice',
    form: 'state',
    what: 'how far the request came',
    example: 'state:aborted,malformed',
  },
  tag: { kind: 'text', form: 'tag', what: 'tags given to it', example: 'tag:checked' },
  is: { kind: 'choice', form: 'is', what: 'what it is', example: 'is:retry' },
  has: { kind: 'choice', form: 'has', what: 'what it has', example: 'has:note' },
}

export type IsWord =
  | 'retry'
  | 'handshake'
  | 'read'
  | 'unread'
  | 'pinned'
  | 'complete'
  | 'aborted'
  | 'too-large'
  | 'malformed'

export type HasWord =
  | 'note'
  | 'tag'
  | 'delivery'
  | 'body'
  | 'query'
  | 'signature'
  | 'provider'
  | 'event'
  | 'encoding'
  | 'trailer'

export interface FlagFacts {
  /** Ends "Requests that are …" or "Requests that have …". */
  readonly what: string
  readonly holds: (request: RequestSummary) => boolean
}

export const isWords: Readonly<Record<IsWord, FlagFacts>> = {
  retry: {
    what: "repeated attempts by their sender's count",
    holds: ({ provider }) => (provider?.attempt ?? 1) > 1,
  },
  handshake: {
    what: "providers' checks of the URL",
    holds: ({ response }) => response?.by === 'handshake',
  },
  read: { what: 'marked as read', holds: ({ read }) => read },
  unread: { what: 'not yet read', holds: ({ read }) => !read },
  pinned: { what: 'pinned', holds: ({ pinned }) => pinned },
  complete: { what: 'whole', holds: ({ state }) => state === 'complete' },
  aborted: { what: 'cut off by their sender', holds: ({ state }) => state === 'aborted' },
  'too-large': { what: 'over the limit', holds: ({ state }) => state === 'too-large' },
  malformed: { what: 'not valid HTTP', holds: ({ state }) => state === 'malformed' },
}

/** `trailer` takes more than a summary: see `match.ts`. */
export const hasWords: Readonly<
  Record<Exclude<HasWord, 'trailer'>, FlagFacts> & Record<'trailer', Pick<FlagFacts, 'what'>>
> = {
  note: { what: 'a note', holds: ({ note }) => note !== '' },
  tag: { what: 'tags', holds: ({ tags }) => tags.length > 0 },
  delivery: { what: 'been sent on', holds: ({ deliveries }) => deliveries > 0 },
  body: { what: 'a body', holds: ({ body }) => body.size > 0 },
  query: { what: 'a query', holds: ({ query }) => query !== '' },
  signature: {
    what: 'a signature',
    holds: ({ signature }) => signature !== null && signature.verdict !== 'unsigned',
  },
  provider: { what: 'a known sender', holds: ({ provider }) => provider !== null },
  event: { what: 'an event type', holds: ({ provider }) => provider?.event != null },
  encoding: { what: 'an encoded body', holds: ({ body }) => body.contentEncoding !== null },
  trailer: { what: 'trailers' },
}

export const stateWords = ['complete', 'too-large', 'aborted', 'malformed'] as const

/** The words a key of the kind `choice` takes. */
export function choicesOf(key: KeyName): readonly string[] {
  if (key === 'is') return Object.keys(isWords)
  if (key === 'has') return Object.keys(hasWords)
  return key === 'state' ? stateWords : []
}
