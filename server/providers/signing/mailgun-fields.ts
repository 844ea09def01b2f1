// Where Mailgun's fields stand in a body: in JSON below `signature`, in forms of both kinds beside all others. Reads
// them there and puts others in their place, byte by byte.

import type { Evidence } from '../provider.ts'
import { parseJson, startsLikeJson } from '../reading/evidence.ts'
import { withJsonAt } from '../reading/json-place.ts'
import { isForm, valueAt } from '../reading/read-fields.ts'

export type FieldName = 'timestamp' | 'token' | 'signature'

export interface BodyFields {
  readonly isJson: boolean
  /** Of a form any other field as well. */
  text(name: string): string | undefined
  /** The body with these values, which need no escaping; all other bytes stay as they are. */
  replaced(values: Readonly<Partial<Record<FieldName, string>>>): Uint8Array
}

/** Undefined when the body is none of Mailgun's. */
export function fieldsIn(evidence: Pick<Evidence, 'headers' | 'body'>): BodyFields | undefined {
  return startsLikeJson(evidence.body) ? jsonFields(evidence.body) : formFields(evidence)
}

// With attachments it sends a form of parts instead.
const maxJsonBytes = 1024 * 1024

function jsonFields(body: Uint8Array): BodyFields | undefined {
  const root = parseJson(body, maxJsonBytes)
  const given = (name: string) => valueAt(root, 'signature', name)
  if (typeof valueAt(root, 'signature') !== 'object') return undefined
  return {
    isJson: true,
    text(name) {
      const value = given(name)
      return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
    },
    replaced(values) {
      return Object.entries(values).reduce<Uint8Array>((document, [name, value]) => {
        const json = typeof given(name) === 'number' ? value : JSON.stringify(value)
        return withJsonAt(document, ['signature', name], json)
      }, body)
    },
  }
}

function formFields({ headers, body }: Pick<Evidence, 'headers' | 'body'>): BodyFields | undefined {
  const type = headers.get('content-type')?.toLowerCase() ?? ''
  const isParts = type.startsWith('multipart/form-data')
  if (!isParts && !isForm({ headers })) return undefined
  const text = latin1(body)
  const rangeOf = (name: string, within = text) =>
    new RegExp(isParts ? partOf(name) : `(?:^|&)${name}=([^&]*)`, 'd').exec(within)?.indices?.[1]
  const textOf = (name: string) => {
    const [start, end] = rangeOf(name) ?? [0, 0]
    const value = Buffer.from(text.slice(start, end), 'latin1').toString()
    return (isParts ? value : decoded(value)) || undefined
  }
  if (!['timestamp', 'token', 'signature'].every((name) => rangeOf(name))) return undefined
  return {
    isJson: false,
    text: textOf,
    replaced(values) {
      const form = Object.entries(values).reduce((document, [name, value]) => {
        const [start, end] = rangeOf(name, document) ?? [0, 0]
        return document.slice(0, start) + value + document.slice(end)
      }, text)
      return Buffer.from(form, 'latin1')
    },
  }
}

/** A character for each byte, so that places in the one are places in the other. */
function latin1(body: Uint8Array): string {
  return Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
}

/** The part of a multipart body with that name, as far as its head says no more than that. */
function partOf(name: string): string {
  return `form-data; name="${name}"\\r\\n(?:[^\\r\\n]+\\r\\n){0,8}\\r\\n([^\\r\\n]*)\\r\\n--`
}

function decoded(value: string): string {
  return new URLSearchParams(`v=${value}`).get('v') ?? ''
}
