// Where Mailgun's fields stand in a body: in JSON below `signature`, in forms of both kinds beside all others. Reads
// them there and puts others in their place, byte by byte.

import type { Evidence } from './provider.ts'
import { startsLikeJson } from './reading/evidence.ts'
import { viewJson } from './reading/json-view.ts'
import { isForm } from './reading/read-fields.ts'

export type FieldName = 'timestamp' | 'token' | 'signature'

export interface BodyFields {
  readonly isJson: boolean
  /** Of a form any other field as well. */
  text(name: string): string | undefined
  /** Where the value stands as it is written. */
  range(name: string): readonly [start: number, end: number] | undefined
}

/** Undefined when the body is none of Mailgun's. */
export function fieldsIn(evidence: Pick<Evidence, 'headers' | 'body'>): BodyFields | undefined {
  return startsLikeJson(evidence.body) ? jsonFields(evidence.body) : formFields(evidence)
}

/** All other bytes stay as they are. The values need no escaping: they are digits. */
export function withFields(
  body: Uint8Array,
  fields: BodyFields,
  values: Readonly<Partial<Record<FieldName, string>>>,
): Uint8Array {
  const places = Object.entries(values)
    .flatMap(([name, value]) => {
      const range = fields.range(name)
      if (!range) return []
      const isQuoted = fields.isJson && body[range[0]] === 0x22
      return [{ range, value: isQuoted ? `"${value}"` : value }]
    })
    .sort((left, right) => left.range[0] - right.range[0])
  const parts: Uint8Array[] = []
  let from = 0
  for (const { range, value } of places) {
    parts.push(body.subarray(from, range[0]), Buffer.from(value))
    from = range[1]
  }
  return Buffer.concat([...parts, body.subarray(from)])
}

function jsonFields(body: Uint8Array): BodyFields | undefined {
  const whole = viewJson(body, body.length)
  const signature = whole.at('signature')
  if (signature.kind !== 'object' || whole.at('event-data').kind !== 'object') return undefined
  return {
    isJson: true,
    text: (name) => signature.text(name),
    range: (name) => signature.range(name),
  }
}

function formFields({ headers, body }: Pick<Evidence, 'headers' | 'body'>): BodyFields | undefined {
  const type = headers.get('content-type')?.toLowerCase() ?? ''
  const isParts = type.startsWith('multipart/form-data')
  if (!isParts && !isForm({ headers })) return undefined
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1')
  const rangeOf = (name: string) =>
    new RegExp(isParts ? partOf(name) : `(?:^|&)${name}=([^&]*)`, 'd').exec(text)?.indices?.[1]
  const textOf = (name: string) => {
    const [start, end] = rangeOf(name) ?? [0, 0]
    const value = Buffer.from(text.slice(start, end), 'latin1').toString()
    return (isParts ? value : decoded(value)) || undefined
  }
  const hasAll = ['timestamp', 'token', 'signature'].every((name) => rangeOf(name))
  return hasAll ? { isJson: false, text: textOf, range: rangeOf } : undefined
}

/** The part of a multipart body with that name, as far as its head says no more than that. */
function partOf(name: string): string {
  return `form-data; name="${name}"\\r\\n(?:[^\\r\\n]+\\r\\n){0,8}\\r\\n([^\\r\\n]*)\\r\\n--`
}

function decoded(value: string): string {
  return new URLSearchParams(`v=${value}`).get('v') ?? ''
}
