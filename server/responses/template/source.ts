// What a template is filled from: the request it answers. Body, query and headers are read when they are first asked
// for, each once.

import { hash } from 'node:crypto'
import type { HeaderPair, ProviderMatch } from '../../wire/requests.ts'
import { TemplateTooLarge, templateBounds } from './bounds.ts'
import { parseJson } from './json.ts'

export interface TemplateValues {
  readonly method: string
  /** Raw, below the bin. */
  readonly path: string
  /** Raw, without its question mark. */
  readonly query: string
  readonly headers: readonly HeaderPair[]
  readonly body: Uint8Array
  readonly contentType: string | null
  readonly provider: ProviderMatch | null
  readonly remoteAddress: string
  readonly bin: string
  readonly seq: number
  /** How-manieth request the rule matched. */
  readonly turn: number
  /** Unix ms of the answer. */
  readonly at: number
  /** What random values are drawn from: same salt, same values. */
  readonly salt: number
}

export class Source {
  readonly values: TemplateValues
  #text: string | undefined
  #fields: { readonly value: unknown } | undefined
  #query: ReadonlyMap<string, string> | undefined
  #headers: ReadonlyMap<string, string> | undefined
  #uuids = 0

  constructor(values: TemplateValues) {
    this.values = values
  }

  get text(): string {
    if (this.values.body.length > templateBounds.bodyBytes) {
      throw new TemplateTooLarge('The body is too large to be put into an answer.')
    }
    this.#text ??= decode(this.values.body, this.values.contentType)
    return this.#text
  }

  /** The body as JSON, or a form's fields by their names; undefined when it is neither, or too large. */
  get fields(): unknown {
    if (this.values.body.length > templateBounds.bodyBytes) return undefined
    this.#fields ??= { value: readFields(this.text, this.values.contentType) }
    return this.#fields.value
  }

  /** What a section on the body enters: what it holds, or at least that there is one. */
  get entered(): unknown {
    if (this.values.body.length > templateBounds.bodyBytes) return true
    return this.text === '' || this.fields === undefined ? this.text : this.fields
  }

  query(name: string): string | undefined {
    this.#query ??= new Map(firstOfEach(this.values.query))
    return this.#query.get(name)
  }

  /** `name` in lower case. */
  header(name: string): string | undefined {
    this.#headers ??= joinHeaders(this.values.headers)
    return this.#headers.get(name)
  }

  /** Another one with each call. */
  uuid(): string {
    this.#uuids += 1
    const digits = hash('sha256', `${this.values.salt} ${this.#uuids}`)
    // Version 4 and variant 8 to b (RFC 9562 §5.4).
    const variant = '89ab'[Number.parseInt(digits.slice(16, 17), 16) % 4]
    const [a, b, c] = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(13, 16)]
    return `${a}-${b}-4${c}-${variant}${digits.slice(17, 20)}-${digits.slice(20, 32)}`
  }
}

function joinHeaders(headers: readonly HeaderPair[]): ReadonlyMap<string, string> {
  const joined = new Map<string, string>()
  for (const [name, value] of headers) {
    const key = name.toLowerCase()
    const before = joined.get(key)
    joined.set(key, before === undefined ? value : `${before}, ${value}`)
  }
  return joined
}

/** Many senders of JSON call it a form, or plain text. */
function readFields(text: string, contentType: string | null): unknown {
  const isForm = /^\s*application\/x-www-form-urlencoded\b/i.test(contentType ?? '')
  const json = isForm && !/^\s*[{[]/.test(text) ? undefined : parseJson(text)
  return isForm && json === undefined ? Object.fromEntries(firstOfEach(text)) : json
}

/** The names and values of a form, or of a query; of a name given twice, the first value comes last. */
function firstOfEach(text: string): [string, string][] {
  return [...new URLSearchParams(text)].reverse()
}

function decode(body: Uint8Array, contentType: string | null): string {
  const [, charset] = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(contentType ?? '') ?? []
  return decoderOf(charset).decode(body)
}

function decoderOf(charset = 'utf-8'): InstanceType<typeof TextDecoder> {
  try {
    return new TextDecoder(charset)
  } catch {
    return new TextDecoder()
  }
}
