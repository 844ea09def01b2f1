// Finds something telling about a payload whose sender is unknown.

import { bodyText, startsLikeJson } from './evidence.ts'
import { counted, joinParts, plainText } from './plain-text.ts'
import type { Evidence } from './provider.ts'
import { isForm, textAt, valueAt } from './read-fields.ts'

// Speak for themselves.
const events = ['type', 'event', 'event_type', 'eventType', 'event_name', 'action', 'topic', 'kind']
// Need their name beside them, as in `status: paid`.
const named = ['name', 'title', 'subject', 'message', 'text', 'status', 'object', 'id', 'uuid']
const wrappers = ['event', 'data', 'payload', 'message', 'resource', 'object']

/** Larger JSON is only glanced at: parsing it would cost the capture more than a list row is worth. */
const parsedJsonBytes = 16 * 1024
const glanceBytes = 4 * 1024

/** Null for an empty body. */
export function gistOf(evidence: Evidence): string | null {
  const { body, headers } = evidence
  if (body.length === 0) return null
  if (headers.has('content-encoding')) return plainText(`${headers.get('content-encoding')} body`)
  if (startsLikeJson(body)) {
    const value = body.length <= parsedJsonBytes ? evidence.json() : undefined
    const found = value === undefined ? glance(body) : tell(value)
    if (found !== undefined) return plainText(found)
  }
  return plainText(kindOf(evidence))
}

function tell(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    return joinParts(counted(value.length, 'item'), value.length > 0 && tellObject(value[0]))
  }
  return tellObject(value)
}

function tellObject(value: unknown): string | undefined {
  const direct = telling(value, events) ?? telling(value, named)
  if (direct !== undefined) return direct
  for (const key of wrappers) {
    const inner = valueAt(value, key)
    const found = telling(inner, events) ?? telling(inner, named)
    if (found !== undefined) return found
  }
  return firstScalar(value)
}

function telling(value: unknown, keys: readonly string[]): string | undefined {
  for (const key of keys) {
    const text = textAt(value, key)
    if (text !== undefined) return label(key, text)
  }
  return undefined
}

function label(key: string, text: string): string {
  return events.includes(key) ? text : `${key}: ${text}`
}

function firstScalar(value: unknown): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined
  // `for in` stops at the first hit, where Object.keys would list a thousand keys first.
  for (const key in value) {
    const text = textAt(value, key)
    if (text !== undefined) return label(key, text)
  }
  return undefined
}

const glanced = new RegExp(`"(${[...events, ...named].join('|')})"\\s*:\\s*"([^"\\\\]{1,120})"`)

function glance(body: Uint8Array): string | undefined {
  const [, key = '', text = ''] = glanced.exec(bodyText(body, glanceBytes)) ?? []
  return key === '' ? undefined : label(key, text)
}

/** What sort of body it is, with its field names or first words where they are text. */
function kindOf(evidence: Evidence): string {
  const { body, headers } = evidence
  const type = headers.get('content-type')?.split(';', 1)[0]?.trim().toLowerCase() ?? ''
  const start = bodyText(body, glanceBytes)
  if (isForm(evidence)) return `form: ${formNames(start).join(', ')}`
  if (type.startsWith('multipart/')) {
    const names = start.matchAll(/\bname="?([^";\r\n]{1,40})/g)
    return `multipart: ${[...names].map(([, name]) => name).join(', ')}`.replace(/: $/, '')
  }
  const [, root] = /^\s*(?:<[?!][^>]*>\s*)*<([a-zA-Z_][\w:.-]*)/.exec(start) ?? []
  if (root !== undefined) return `<${root}>`
  // NUL and what is not UTF-8 betray a binary body; the cut may have split the last character.
  const isText = !/[\0\ufffd]/.test(start.slice(0, -4))
  return isText ? start : joinParts(type || 'binary', counted(body.length, 'byte'))
}

function formNames(start: string): string[] {
  return [...new URLSearchParams(start.slice(0, 1024)).keys()]
}
